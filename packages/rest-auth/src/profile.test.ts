import { describe, expect, it } from 'vitest';
import { parseProfile } from './parse-profile.js';
import { HMAC_ALGORITHMS, PROFILES } from './profile.js';

describe('PROFILES', () => {
  it('are what the specification says by default', () => {
    expect(PROFILES.strict).toEqual({
      name: 'strict',
      windowSeconds: 300,
      algorithms: ['hmac-sha256'],
      replay: 'refuse-unsafe',
      maxAuthorizationBytes: 4096,
      maxHeadBytes: 16_384,
      maxSignedNames: 32,
      maxBodyBytes: 1_048_576,
    });
  });

  it('differ in what an old integration may lean on, and in nothing else', () => {
    expect(PROFILES.agora).toEqual({
      ...PROFILES.strict,
      name: 'agora',
      algorithms: ['hmac-sha256', 'hmac-sha384', 'hmac-sha512'],
      replay: 'off',
      maxAuthorizationBytes: 8192,
    });
  });

  it('never have SHA-1', () => {
    expect(HMAC_ALGORITHMS.join()).not.toMatch(/sha1/);
  });

  it('obey the rules for other values', () => {
    for (const profile of Object.values(PROFILES)) expect(parseProfile(profile)).toEqual(profile);
  });
});
