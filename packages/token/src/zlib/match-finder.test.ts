import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MatchFinder } from './match-finder.js';
import { MAX_DISTANCE, MAX_MATCH, MIN_MATCH } from './symbols.js';

/** Remembers what comes before `at` and returns what is found there. */
function findLast(bytes: Uint8Array, at: number): { length: number; distance: number } {
  const finder = new MatchFinder(bytes);
  finder.remember(0, at);
  const found = finder.next(at);
  return { length: found === at ? finder.length : 0, distance: finder.distance };
}

describe('MatchFinder', () => {
  it('finds an earlier copy, and the nearest of equally long ones', () => {
    expect(findLast(Buffer.from('abc-abc'), 4)).toEqual({ length: 3, distance: 4 });
    expect(findLast(Buffer.from('abc-abc+abc'), 8)).toEqual({ length: 3, distance: 4 });
  });

  it('prefers a longer copy to a nearer one', () => {
    expect(findLast(Buffer.from('abcd-abc+abcd'), 9)).toEqual({ length: 4, distance: 9 });
  });

  it('finds a run that overlaps itself, and never one longer than 258', () => {
    expect(findLast(new Uint8Array(1000).fill(7), 1)).toEqual({ length: MAX_MATCH, distance: 1 });
    expect(findLast(new Uint8Array(100).fill(7), 1)).toEqual({ length: 99, distance: 1 });
  });

  it('finds nothing shorter than three bytes', () => {
    expect(findLast(Buffer.from('ab-ab'), 3).length).toBe(0);
    expect(findLast(Buffer.from('abc-ab'), 4).length).toBe(0);
    expect(findLast(Buffer.from('abcdef'), 3).length).toBe(0);
  });

  it('looks back 32768 bytes and no further', () => {
    const at = (distance: number): number => {
      const bytes = new Uint8Array(distance + 3);
      bytes.set([200, 201, 202], 0);
      bytes.set([200, 201, 202], distance);
      return findLast(bytes, distance).length;
    };
    expect(at(MAX_DISTANCE)).toBe(MIN_MATCH);
    expect(at(MAX_DISTANCE + 1)).toBe(0);
  });

  it('forgets the bytes of an earlier search', () => {
    findLast(Buffer.from('abcabcabcabc'), 3);
    expect(findLast(Buffer.from('abcdabxabc'), 4).length).toBe(0);
    expect(new MatchFinder(Buffer.from('abc')).next(0)).toBe(3);
  });

  it('names only true copies, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 3, maxLength: 400, max: 3 }), (bytes) => {
        const finder = new MatchFinder(bytes);
        for (let at = finder.next(0); at < bytes.length; at = finder.next(at + 1)) {
          const { length, distance } = finder;
          expect(length).toBeGreaterThanOrEqual(MIN_MATCH);
          expect(at + length).toBeLessThanOrEqual(bytes.length);
          const from = at - distance;
          expect(from).toBeGreaterThanOrEqual(0);
          const isCopy = bytes
            .subarray(at, at + length)
            .every((byte, i) => byte === bytes[from + i]);
          expect(isCopy).toBe(true);
        }
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it('skips to the first repetition, and to the end where there is none', () => {
    const finder = new MatchFinder(Buffer.from('abcdefgh-cde'));
    expect([finder.next(0), finder.length, finder.distance]).toEqual([9, 3, 7]);
    expect([finder.next(12), finder.length]).toEqual([12, 0]);
  });
});
