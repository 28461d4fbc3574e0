import { describe, expect, it } from 'vitest';
import { readClaim } from './read-claim.js';

const CLAIMS = { sub: 'zoe', realm: { roles: ['teacher'], empty: null }, list: ['a'] };

describe('readClaim', () => {
  it.each([
    [['sub'], 'zoe'],
    [['realm', 'roles'], ['teacher']],
    [['realm', 'empty'], null],
    [['list', '0'], 'a'],
    [[], CLAIMS],
  ])('finds %j', (path, value) => {
    expect(readClaim(CLAIMS, path)).toEqual(value);
  });

  it.each([
    [['nobody']],
    [['sub', 'length']],
    [['realm', 'empty', 'deeper']],
    [['constructor']],
    [['realm', '__proto__']],
    [['list', 'map']],
  ])('finds nothing at %j', (path) => {
    expect(readClaim(CLAIMS, path)).toBeUndefined();
  });
});
