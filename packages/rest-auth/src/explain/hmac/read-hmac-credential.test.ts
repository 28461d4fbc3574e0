import { describe, expect, it } from 'vitest';
import { readHmacCredential } from './read-hmac-credential.js';

const VALUES = { username: 'a b', signature: 'c=', headers: 'd e' };

describe('readHmacCredential', () => {
  it.each([
    ['username="a b", signature="c=", headers="d e"', 'double', false],
    ["username='a b', signature='c=', headers='d e'", 'single', false],
    ['keyId="a b";signature=c=;headers="d e"', 'none', true],
    ['USERNAME = "a b" signature="c=" SignedHeaders="d e"', 'double', false],
    ['username="a b", username="x", signature="c=", headers="d e"', 'double', false],
    ['username="a b", signature="c=", headers="d e;"', 'double', false],
  ])('reads %s', (rest, quoting, hasSemicolons) => {
    const read = readHmacCredential(rest);
    const values = { ...VALUES, headers: rest.includes('d e;') ? 'd e;' : 'd e' };
    expect(Object.fromEntries(read.values)).toEqual(values);
    expect(read).toMatchObject({ quoting, hasSemicolons });
  });

  it('reads nothing where there is nothing', () => {
    expect(readHmacCredential('').values.size).toBe(0);
    expect(readHmacCredential('nonsense').names).toEqual([]);
    expect(readHmacCredential('constructor="x"').values.get('constructor')).toBe('x');
  });
});
