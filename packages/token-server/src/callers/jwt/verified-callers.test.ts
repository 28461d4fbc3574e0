import { expect, it } from 'vitest';
import type { Caller } from '../caller.js';
import { hashJwt, VerifiedCallers } from './verified-callers.js';

const NOW = 1_700_000_000;
const callerOf = (id: string): Caller => ({ kind: 'jwt', id, scopes: [], claims: {} });
const ann = callerOf('ann');

it('keeps a caller for a minute, and not beyond its end', () => {
  const verified = new VerifiedCallers();
  verified.keep('long', ann, { now: NOW, expiresAt: NOW + 3600 });
  verified.keep('short', ann, { now: NOW, expiresAt: NOW + 5 });
  verified.keep('over', ann, { now: NOW, expiresAt: NOW });
  expect([verified.find('long', NOW + 59), verified.find('long', NOW + 60)]).toEqual([
    ann,
    undefined,
  ]);
  expect([verified.find('short', NOW + 4), verified.find('short', NOW + 5)]).toEqual([
    ann,
    undefined,
  ]);
  expect(verified.find('over', NOW)).toBeUndefined();
  expect(verified.find('long', NOW - 1)).toBeUndefined();
  expect(verified.find('other', NOW)).toBeUndefined();
});

it('keeps the youngest, and a bounded number of them', () => {
  const verified = new VerifiedCallers();
  const count = 20_000;
  for (let i = 0; i < count; i += 1) {
    verified.keep(String(i), callerOf(String(i)), { now: NOW, expiresAt: NOW + 60 });
  }
  const kept = Array.from({ length: count }, (_, i) => verified.find(String(i), NOW)?.id).filter(
    (id) => id !== undefined,
  );
  expect(kept.length).toBeGreaterThanOrEqual(4000);
  expect(kept.length).toBeLessThanOrEqual(8000);
  expect(kept.at(-1)).toBe(String(count - 1));
});

it('finds a JWT by a hash of its own', () => {
  expect(hashJwt('a.b.c')).toHaveLength(32);
  expect(hashJwt('a.b.c')).not.toBe(hashJwt('a.b.d'));
});
