import { describe, expect, it } from 'vitest';
import { parseDiscovery, parseKeySet } from './parse-issuer-documents.js';

const ISSUER = 'https://issuer.example/a';
const discoveryUrl = new URL(`${ISSUER}/.well-known/openid-configuration`);

describe('an OpenID configuration', () => {
  const parse = (document: unknown): string =>
    parseDiscovery(document, { issuer: ISSUER, discoveryUrl }).href;

  it('names the place of the keys, which may be another host', () => {
    expect(parse({ issuer: ISSUER, jwks_uri: 'https://keys.example/k', more: 1 })).toBe(
      'https://keys.example/k',
    );
  });

  it.each([
    [{ issuer: ISSUER, jwks_uri: 'http://127.0.0.1/keys' }],
    [{ issuer: `${ISSUER}/`, jwks_uri: 'https://keys.example/k' }],
    [{ issuer: ISSUER, jwks_uri: 7 }],
    [[]],
    [null],
    ['text'],
  ])('%j is refused', (document) => {
    expect(() => parse(document)).toThrow(expect.objectContaining({ code: 'issuer_unreachable' }));
  });
});

describe('a key set', () => {
  const url = new URL('https://keys.example/k');

  it('keeps public keys for signatures only', () => {
    const good = [{ kty: 'EC', kid: 'a' }, { kty: 'RSA', use: 'sig' }, { kty: 'OKP' }];
    const bad = [
      { kty: 'oct', k: 'AAAA' },
      { kty: 'RSA', use: 'enc' },
      { kty: 'EC', d: 'AAAA' },
      { kid: 'a' },
      null,
      'x',
      [],
    ];
    expect(parseKeySet({ keys: [...bad, ...good] }, url)).toEqual({ keys: good });
  });

  it.each([
    [null, 'is no JSON Web Key Set'],
    [{ keys: 'x' }, 'is no JSON Web Key Set'],
    [{ keys: [{ kty: 'oct' }] }, 'has no public key for signatures'],
    [{ keys: Array.from({ length: 101 }, () => ({ kty: 'EC' })) }, 'has more than 100 keys'],
  ])('is refused where it is none, empty or too long', (document, reason) => {
    expect(() => parseKeySet(document, url)).toThrow(
      expect.objectContaining({ detail: `https://keys.example/k ${reason}` }),
    );
  });
});
