import { afterEach, describe, expect, it, vi } from 'vitest';
import { currentTime, drawNonce } from './ambient.js';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('currentTime', () => {
  it('is the system clock in whole seconds', () => {
    vi.useFakeTimers({ now: 1_700_000_000_999 });
    expect(currentTime()).toBe(1_700_000_000);
  });
});

describe('drawNonce', () => {
  it('writes 16 octets of the random source in base64url', () => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
      if (!(into instanceof Uint8Array)) throw new Error('expected octets');
      return into.fill(0xfb);
    });
    expect(drawNonce()).toBe('-_v7-_v7-_v7-_v7-_v7-w');
  });

  it('does not draw the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, drawNonce)).size).toBe(1000);
  });
});
