import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { parseIntegerOption, parseNumberOption } from './parse-number-option.js';

describe('parseNumberOption and parseIntegerOption', () => {
  it('read whole numbers, and one of them also those below 0', () => {
    expect([parseNumberOption('0'), parseNumberOption('4294967296')]).toEqual([0, 4_294_967_296]);
    expect([parseIntegerOption('7'), parseIntegerOption('-7')]).toEqual([7, -7]);
    expect(() => parseNumberOption('-7')).toThrow(InvalidArgumentError);
  });

  it.each(['', '-', '--1', '+1', '1.5', '1e3', '0x10', ' 1', '9007199254740993', 'NaN'])(
    'refuse %j',
    (text) => {
      expect(() => parseNumberOption(text)).toThrow(InvalidArgumentError);
      expect(() => parseIntegerOption(text)).toThrow(InvalidArgumentError);
    },
  );
});
