import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteText } from './quote-text.js';

describe('quoteText', () => {
  it.each([
    ['stagedoor', '"stagedoor"'],
    ['', '""'],
    ['say "hi"', String.raw`"say \"hi\""`],
    [String.raw`a\b`, String.raw`"a\\b"`],
    [String.raw`\"`, String.raw`"\\\""`],
  ])('of %o', (text, quoted) => {
    expect(quoteText(text)).toBe(quoted);
  });

  it('is one quoted string from which the text can be read again', () => {
    assert(
      property(string({ unit: constantFrom('"', '\\', 'a', ' ') }), (text) => {
        const quoted = quoteText(text);
        expect(quoted).toMatch(/^"(?:[^"\\]|\\["\\])*"$/);
        expect(quoted.slice(1, -1).replaceAll(/\\(?<escaped>.)/g, '$<escaped>')).toBe(text);
      }),
    );
  });
});
