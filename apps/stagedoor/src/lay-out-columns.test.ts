import { expect, it } from 'vitest';
import { layOutColumns, showText } from './lay-out-columns.js';

it('writes rows in columns', () => {
  const lines = layOutColumns(
    ['NAME', 'ID'],
    [
      ['a', '1'],
      ['second one', '22'],
      ['', ''],
    ],
    (_tone, text) => text,
  );
  expect(lines).toEqual(['NAME        ID', 'a           1', 'second one  22', '']);
});

it.each([
  ['\u001b[2J', '\\u{1b}[2J'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['a\nb', 'a\\u{a}b'],
  ['Bühne 🎭', 'Bühne 🎭'],
])('shows %j so that a terminal does not obey it', (text, shown) => {
  expect(showText(text)).toBe(shown);
});
