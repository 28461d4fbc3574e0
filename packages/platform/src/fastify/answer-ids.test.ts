import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AnswerIds } from './answer-ids.js';

describe('AnswerIds', () => {
  it('are 32 hex characters, each of them another', () => {
    const ids = new AnswerIds({ randomBytes });
    const all = Array.from({ length: 1000 }, () => ids.next());
    expect(new Set(all).size).toBe(1000);
    expect(all.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  });

  it('take what they are given, however little that is', () => {
    const ids = new AnswerIds({ randomBytes: () => Uint8Array.from({ length: 32 }, (_, i) => i) });
    expect([ids.next(), ids.next(), ids.next()]).toEqual([
      '000102030405060708090a0b0c0d0e0f',
      '101112131415161718191a1b1c1d1e1f',
      '000102030405060708090a0b0c0d0e0f',
    ]);
  });

  it.each([
    ['a', true],
    ['a b~', true],
    ['x'.repeat(128), true],
    ['x'.repeat(129), false],
    ['', false],
    ['a\tb', false],
    ['ü', false],
    [undefined, false],
    [['a', 'b'], false],
  ])('of a request that gives %o', (given, isTaken) => {
    const ids = new AnswerIds({ randomBytes });
    expect(ids.ofRequest(given) === given).toBe(isTaken);
  });
});
