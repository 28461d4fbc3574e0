import { describe, expect, it } from 'vitest';
import { checkParameters } from './check-parameters.js';

describe('checkParameters', () => {
  it.each([
    ['U+0000 at the end', ['fine', 'a\0']],
    ['a fraction', [1.5]],
    ['no number', [Number.NaN]],
    ['more than a number holds exactly', [2 ** 53]],
  ])('refuses %s', (_name, parameters) => {
    expect(() => checkParameters(parameters)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }) as Error,
    );
  });

  it('takes everything else', () => {
    expect(() =>
      checkParameters(['', 'emoji 🎭', '\u202e', 0, -1, 2 ** 53 - 1, null, undefined]),
    ).not.toThrow();
  });
});
