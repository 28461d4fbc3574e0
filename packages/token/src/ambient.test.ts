import { afterEach, describe, expect, it, vi } from 'vitest';
import { codeOf } from '../test/catch-token-error.js';
import { currentTime } from './ambient.js';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.resetModules();
});

/** `drawSalt` as it is when the package has just been loaded, with a random source that gives `words`, then zeros. */
async function loadDrawSalt(
  words: readonly number[],
): Promise<{ drawSalt: () => number; countDraws: () => number }> {
  let given = 0;
  const source = vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
    if (!(into instanceof Uint32Array)) throw new Error('expected words of 32 bits');
    for (let i = 0; i < into.length; i += 1) into[i] = words[given + i] ?? 0;
    given += into.length;
    return into;
  });
  vi.resetModules();
  const { drawSalt } = await import('./ambient.js');
  return { drawSalt, countDraws: () => source.mock.calls.length };
}

describe('currentTime', () => {
  it('is the system clock in whole seconds', () => {
    vi.useFakeTimers({ now: 1_700_000_000_999 });
    expect(currentTime()).toBe(1_700_000_000);
    vi.setSystemTime(0);
    expect(currentTime()).toBe(0);
  });

  it('refuses a clock that cannot be right', () => {
    vi.useFakeTimers({ now: -1 });
    expect(codeOf(currentTime)).toBe('invalid_time');
    vi.setSystemTime(8.64e15);
    expect(codeOf(currentTime)).toBe('invalid_time');
  });
});

describe('drawSalt', () => {
  it('lies in 1 to 99999999, as official builders draw it', async () => {
    const { drawSalt } = await loadDrawSalt([0, 1, 99_999_998, 99_999_999, 100_000_000]);
    const salts = Array.from({ length: 5 }, drawSalt);
    expect(salts).toEqual([1, 2, 99_999_999, 1, 2]);
  });

  it('draws again where some salts would be likelier than others', async () => {
    // The highest multiple of 99999999 in 32 bits is 42 * 99999999 = 4199999958.
    const words = [4_199_999_958, 4_294_967_295, 4_199_999_957, 4_199_999_958, 5];
    const { drawSalt } = await loadDrawSalt(words);
    expect([drawSalt(), drawSalt()]).toEqual([99_999_999, 6]);
  });

  it('asks the random source for many words at once, and uses none twice', async () => {
    const words = Array.from({ length: 1000 }, (_, i) => i);
    const { drawSalt, countDraws } = await loadDrawSalt(words);
    const salts = Array.from({ length: 1000 }, drawSalt);
    expect(salts).toEqual(words.map((word) => word + 1));
    expect(countDraws()).toBeLessThanOrEqual(10);
    expect(countDraws()).toBeGreaterThan(1);
  });

  it('does not repeat itself with the real source', async () => {
    const { drawSalt } = await import('./ambient.js');
    const salts = Array.from({ length: 1000 }, drawSalt);
    // Two equal salts among 1000 are likely once in 200 runs; eleven never happen.
    expect(new Set(salts).size).toBeGreaterThan(989);
    expect(salts.every((salt) => Number.isInteger(salt) && salt >= 1 && salt <= 99_999_999)).toBe(
      true,
    );
  });
});
