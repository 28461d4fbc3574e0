import { expect, it } from 'vitest';
import { RejectionSampler } from './rejection-sampler.js';

const LIMITS = { sourceBurst: 2, sourcePerSecond: 0.5, overallBurst: 5, overallPerSecond: 1 };

const countAdmitted = (
  sampler: RejectionSampler,
  sources: readonly string[],
  now: number,
): number => sources.filter((source) => sampler.admits(source, false, now)).length;

it('admits a few of one source, then as many as come back with time', () => {
  const sampler = new RejectionSampler(LIMITS);
  const flood = Array.from({ length: 100 }, () => 'a');
  expect(countAdmitted(sampler, flood, 10)).toBe(2);
  expect(countAdmitted(sampler, flood, 11)).toBe(0);
  expect(countAdmitted(sampler, flood, 12)).toBe(1);
  expect(countAdmitted(sampler, flood, 1000)).toBe(2);
});

it('admits a few of all sources together', () => {
  const sampler = new RejectionSampler(LIMITS);
  const flood = Array.from({ length: 10_000 }, (_, index) => `source ${index}`);
  expect(countAdmitted(sampler, flood, 10)).toBe(5);
  expect(countAdmitted(sampler, flood, 12)).toBe(2);
});

it('admits those that name a customer by a limit of their own', () => {
  const sampler = new RejectionSampler(LIMITS);
  const flood = Array.from({ length: 100 }, (_, index) => `source ${index}`);
  expect(countAdmitted(sampler, flood, 10)).toBe(5);
  expect(sampler.admits('another', true, 10)).toBe(true);
});

it('neither gives nor takes when the clock goes back', () => {
  const sampler = new RejectionSampler(LIMITS);
  expect(countAdmitted(sampler, ['a', 'a', 'a'], 1000)).toBe(2);
  expect(countAdmitted(sampler, ['a', 'b'], 10)).toBe(1);
});

it('forgets the source that was not seen for the longest time', () => {
  const sampler = new RejectionSampler({ ...LIMITS, overallBurst: 1e6, overallPerSecond: 1e6 });
  countAdmitted(sampler, ['a', 'a'], 10);
  const others = Array.from({ length: 2000 }, (_, index) => `source ${index}`);
  expect(countAdmitted(sampler, ['a'], 10)).toBe(0);
  countAdmitted(sampler, others, 10);
  expect(countAdmitted(sampler, ['a'], 10)).toBe(1);
});
