import { expect, it } from 'vitest';
import { SuppressedCounts } from './suppressed-counts.js';

it('counts by code', () => {
  const counts = new SuppressedCounts();
  expect(counts.take(1, true)).toBeUndefined();
  counts.add('wrong_secret', 3);
  counts.add('replayed', 4);
  counts.add('wrong_secret', 2);
  expect(counts.take(5, false)).toEqual({
    counts: { wrong_secret: 2, replayed: 1 },
    total: 3,
    firstAt: 3,
    lastAt: 4,
  });
  expect(counts.isEmpty).toBe(true);
});

it('gives one number in ten seconds, and the last one at once', () => {
  const counts = new SuppressedCounts();
  counts.add('replayed', 1);
  expect(counts.take(100, false)?.total).toBe(1);
  counts.add('replayed', 101);
  expect(counts.take(109, false)).toBeUndefined();
  expect(counts.take(110, false)?.total).toBe(1);
  counts.add('replayed', 111);
  expect(counts.take(111, true)?.total).toBe(1);
});

it('counts again what could not be written', () => {
  const counts = new SuppressedCounts();
  counts.add('replayed', 1);
  const taken = counts.take(2, false);
  counts.add('replayed', 3);
  if (taken !== undefined) counts.restore(taken);
  expect(counts.take(3, false)).toMatchObject({ total: 2, firstAt: 1, lastAt: 3 });
});

it('keeps few codes, whatever comes', () => {
  const counts = new SuppressedCounts();
  for (let index = 0; index < 10_000; index += 1) counts.add(`code ${index}`, 1);
  const taken = counts.take(1, false);
  expect([Object.keys(taken?.counts ?? {}).length, taken?.total]).toEqual([101, 10_000]);
});
