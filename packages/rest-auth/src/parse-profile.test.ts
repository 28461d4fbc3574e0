import { describe, expect, it } from 'vitest';
import { InvalidAuthOptionError } from './errors.js';
import { parseProfile } from './parse-profile.js';
import { PROFILES, type ProfileOptions } from './profile.js';

/** As a program without types may call it. */
const parseAny = (profile: unknown): unknown => parseProfile(profile as ProfileOptions);

describe('parseProfile', () => {
  it('gives a profile by its name, and strict where none is named', () => {
    expect(parseProfile()).toBe(PROFILES.strict);
    expect(parseProfile('strict')).toBe(PROFILES.strict);
    expect(parseProfile('agora')).toBe(PROFILES.agora);
    expect(parseProfile({ name: 'agora' })).toEqual(PROFILES.agora);
  });

  it('takes other values for some parts', () => {
    const parts = {
      windowSeconds: 60,
      algorithms: ['hmac-sha512', 'hmac-sha256'],
      replay: 'refuse',
      allowedAuthorities: ['api.agora.io', '127.0.0.1:8080', '[::1]:8080'],
      requestLineVersions: ['HTTP/1.0', 'HTTP/2.0'],
      maxAuthorizationBytes: 1000,
      maxHeadBytes: 2000,
      maxSignedNames: 5,
      maxBodyBytes: 0,
    } as const;
    expect(parseProfile({ name: 'strict', ...parts })).toEqual({ name: 'strict', ...parts });
  });

  it('takes the borders of what makes sense', () => {
    const least = { maxAuthorizationBytes: 1, maxHeadBytes: 1, maxSignedNames: 1, maxBodyBytes: 0 };
    expect(parseProfile({ name: 'strict', windowSeconds: 1, ...least })).toMatchObject(least);
    const most = { windowSeconds: 86_400, maxSignedNames: 1024, maxBodyBytes: 2 ** 53 - 1 };
    expect(parseProfile({ name: 'strict', ...most })).toMatchObject(most);
  });

  it('takes undefined for not given', () => {
    const names = Object.keys(PROFILES.strict).filter((name) => name !== 'name');
    const nothing = Object.fromEntries(names.map((name) => [name, undefined]));
    expect(parseAny({ name: 'strict', ...nothing })).toEqual(PROFILES.strict);
  });

  it('leaves what it was given as it was', () => {
    const options = Object.freeze({ name: 'strict', windowSeconds: 5 } as const);
    expect(parseProfile(options)).not.toBe(options);
    expect(PROFILES.strict.windowSeconds).toBe(300);
  });

  it.each([
    'lenient',
    '',
    'constructor',
    '__proto__',
    null,
    7,
    [],
    {},
    { name: undefined },
    { name: 'toString' },
    { name: ['strict'] },
    { windowSeconds: 60 },
  ])('refuses what names no profile: %o', (profile) => {
    expect(() => parseAny(profile)).toThrow(InvalidAuthOptionError);
    expect(() => parseAny(profile)).toThrow(/strict or agora/);
  });

  it.each<[string, readonly unknown[]]>([
    ['windowSeconds', [-1, 0, 0.5, 86_401, Number.NaN, Number.POSITIVE_INFINITY, '300', null]],
    [
      'algorithms',
      [[], ['hmac-sha1'], ['HMAC-SHA256'], ['hmac-sha256', ''], 'hmac-sha256', [1], null],
    ],
    ['replay', ['on', '', true, ['off'], null]],
    ['allowedAuthorities', [[], [''], ['https://a'], ['a/b'], ['a b'], 'a', [1]]],
    [
      'requestLineVersions',
      [[], ['HTTP/1'], ['1.1'], ['HTTP/1.1x'], ['xHTTP/1.1'], ['http/1.1'], 'HTTP/1.1'],
    ],
    ['maxAuthorizationBytes', [0, -1, 1.5, '4096', Number.POSITIVE_INFINITY]],
    ['maxHeadBytes', [0, -1, Number.NaN]],
    ['maxSignedNames', [0, -1, 1025]],
    ['maxBodyBytes', [-1, Number.NaN, Number.POSITIVE_INFINITY, '1 MB']],
  ])('refuses nonsense for %s, and names it', (part, values) => {
    for (const value of values) {
      expect(() => parseAny({ name: 'strict', [part]: value })).toThrow(InvalidAuthOptionError);
      expect(() => parseAny({ name: 'strict', [part]: value })).toThrow(`profile.${part} must be`);
    }
  });

  it('refuses parts that there are not, such as a wrong spelling of one', () => {
    for (const part of ['windowSecond', 'anonymous', 'constructor']) {
      expect(() => parseAny({ name: 'strict', [part]: 1 })).toThrow(/no part of this name/);
    }
  });
});
