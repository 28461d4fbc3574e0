import { describe, expect, it } from 'vitest';
import { quoteValue } from './quote-value.js';

describe('quoteValue', () => {
  it.each([
    ['stage-1', '"stage-1"'],
    ['', '""'],
    ['a"b\\', '"a\\"b\\\\"'],
    ['a\nb\0', '"a\\nb\\u0000"'],
    ['\ud800', '"\\ud800"'],
    ['a\u009b2Jb\u202e\u2028', '"a\\u{9b}2Jb\\u{202e}\\u{2028}"'],
    [7, '7'],
    [-1.5, '-1.5'],
    [Number.NaN, 'NaN'],
    [10n, '10'],
    [true, 'true'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ secret: 'x' }, 'object'],
    [['secret'], 'object'],
    [Symbol('x'), 'symbol'],
    [() => 'secret', 'function'],
  ])('quotes %o as %s', (value, quoted) => {
    expect(quoteValue(value)).toBe(quoted);
  });

  it('cuts a long text and says how long it was', () => {
    expect(quoteValue('x'.repeat(80))).toBe(`"${'x'.repeat(80)}"`);
    expect(quoteValue('x'.repeat(81))).toBe(`"${'x'.repeat(80)}"… (81 characters)`);
    expect(quoteValue('x'.repeat(1_000_000)).length).toBeLessThan(120);
  });
});
