import { describe, expect, it } from 'vitest';
import { InvalidAuthOptionError } from '../errors.js';
import { parsePrivateKey } from './parse-private-key.js';

const KEY = { algorithm: { name: 'Ed25519' }, type: 'private', usages: ['sign'] };

describe('parsePrivateKey', () => {
  it('takes a private key for Ed25519 that may sign', () => {
    expect(parsePrivateKey(KEY)).toBe(KEY);
  });

  it.each([
    { ...KEY, algorithm: { name: 'X25519' } },
    { ...KEY, type: 'public' },
    { ...KEY, usages: ['verify'] },
    { ...KEY, usages: [] },
  ])('refuses %j', (key) => {
    expect(() => parsePrivateKey(key)).toThrow(InvalidAuthOptionError);
  });
});
