import { describe, expect, it } from 'vitest';
import { splitPosixWords, splitWindowsWords } from './split-words.js';

describe('splitPosixWords', () => {
  it.each([
    ['a b  c', ['a', 'b', 'c']],
    [`'a b'"c d"e\\ f`, ['a bc de f']],
    [`'' ""`, ['', '']],
    [`"a\\"\\\\\\n"`, ['a"\\\\n']],
    [`$'a\\n\\'\\\\\\x41\\e'`, ["a\n'\\A\u001B"]],
    [`$"a"`, ['a']],
    ['a\\\nb \\\r\n c', ['ab', 'c']],
    ['a\nb', ['a']],
    ['a|b', ['a']],
    ['a&b', ['a']],
    ['a "$(x y)" $(x y) `x y`', ['a', '$(x y)', '$(x y)', '`x y`']],
    ['$HOME', ['$HOME']],
    ['', []],
  ])('splits %j', (text, words) => {
    expect(splitPosixWords(text)).toEqual(words);
  });

  it.each(["'a", '"a', "$'a", 'a "b'])('refuses %j', (text) => {
    expect(() => splitPosixWords(text)).toThrow('not closed');
  });
});

describe('splitWindowsWords', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['"a b" c', ['a b', 'c']],
    ['"a\\"b"', ['a"b']],
    ['"a\\\\" b', ['a\\', 'b']],
    ['a\\b', ['a\\b']],
    ['"a""b"', ['a"b']],
    ['""', ['']],
    ['a ^\r\n b', ['a', 'b']],
    ['^"a b^" ^%^20', ['a b', '%20']],
    ['"a^b"', ['a^b']],
    ['', []],
  ])('splits %j', (text, words) => {
    expect(splitWindowsWords(text)).toEqual(words);
  });
});
