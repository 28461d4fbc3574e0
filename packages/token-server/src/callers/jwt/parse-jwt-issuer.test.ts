import { describe, expect, it } from 'vitest';
import { parseJwtIssuer } from './parse-jwt-issuer.js';

const LEAST = { issuer: 'https://issuer.example', audiences: ['app'] };

describe('the settings of an issuer', () => {
  it('have defaults', () => {
    expect(parseJwtIssuer(LEAST, 'issuers[0]')).toEqual({
      issuer: 'https://issuer.example',
      audiences: ['app'],
      audienceClaim: 'aud',
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
      jwksUrl: undefined,
      discoveryUrl: new URL('https://issuer.example/.well-known/openid-configuration'),
      clockToleranceSeconds: 30,
      requiredClaims: [],
      scopesPaths: [['scope'], ['scp']],
      maxTokenAgeSeconds: undefined,
      appIds: undefined,
    });
  });

  it.each([
    ['https://a.example/', 'https://a.example/.well-known/openid-configuration'],
    ['https://a.example/realms/b', 'https://a.example/realms/b/.well-known/openid-configuration'],
    ['https://a.example/b/v2.0/', 'https://a.example/b/v2.0/.well-known/openid-configuration'],
  ])('lead from %s to its configuration', (issuer, url) => {
    const rules = parseJwtIssuer({ ...LEAST, issuer }, '$');
    expect(rules.issuer).toBe(issuer);
    expect(rules.discoveryUrl.href).toBe(url);
  });

  it('are taken as they are given', () => {
    const given = {
      ...LEAST,
      audienceClaim: 'client_id',
      algorithms: ['ES384'],
      jwksUri: 'https://keys.example/k?v=1',
      clockToleranceSeconds: 0,
      requiredClaims: { token_use: ['access'], level: [1, true] },
      scopesClaim: ['a', 'b'],
      maxTokenAgeSeconds: 60,
      appIds: ['3F0C9A7B1D5E48269AB0C4D2E6F81735'],
    };
    expect(parseJwtIssuer(given, '$')).toMatchObject({
      audienceClaim: 'client_id',
      algorithms: ['ES384'],
      jwksUrl: new URL('https://keys.example/k?v=1'),
      clockToleranceSeconds: 0,
      requiredClaims: [
        ['token_use', ['access']],
        ['level', [1, true]],
      ],
      scopesPaths: [['a', 'b']],
      maxTokenAgeSeconds: 60,
      appIds: ['3F0C9A7B1D5E48269AB0C4D2E6F81735'],
    });
  });

  it.each([
    [undefined, '$'],
    [[], '$'],
    [{ ...LEAST, issuer: undefined }, '$.issuer'],
    [{ ...LEAST, issuer: 'http://issuer.example' }, '$.issuer'],
    [{ ...LEAST, issuer: 'https://issuer.example?x' }, '$.issuer'],
    [{ ...LEAST, issuer: ['https://issuer.example'] }, '$.issuer'],
    [{ ...LEAST, audiences: undefined }, '$.audiences'],
    [{ ...LEAST, audiences: 'app' }, '$.audiences'],
    [{ ...LEAST, audiences: [] }, '$.audiences'],
    [{ ...LEAST, audiences: ['app', ''] }, '$.audiences[1]'],
    [{ ...LEAST, audience: ['app'] }, '$.audience'],
    [{ ...LEAST, algorithms: [] }, '$.algorithms'],
    [{ ...LEAST, algorithms: ['none'] }, '$.algorithms[0]'],
    [{ ...LEAST, algorithms: ['RS256', 'HS256'] }, '$.algorithms[1]'],
    [{ ...LEAST, algorithms: ['HS512'] }, '$.algorithms[0]'],
    [{ ...LEAST, algorithms: ['rs256'] }, '$.algorithms[0]'],
    [{ ...LEAST, jwksUri: 'http://127.0.0.1/keys' }, '$.jwksUri'],
    [{ ...LEAST, jwksUri: 'https://u:p@keys.example' }, '$.jwksUri'],
    [{ ...LEAST, clockToleranceSeconds: 301 }, '$.clockToleranceSeconds'],
    [{ ...LEAST, clockToleranceSeconds: -1 }, '$.clockToleranceSeconds'],
    [{ ...LEAST, clockToleranceSeconds: '5' }, '$.clockToleranceSeconds'],
    [{ ...LEAST, maxTokenAgeSeconds: Number.NaN }, '$.maxTokenAgeSeconds'],
    [{ ...LEAST, requiredClaims: { a: 'b' } }, '$.requiredClaims.a'],
    [{ ...LEAST, requiredClaims: { a: [null] } }, '$.requiredClaims.a[0]'],
    [{ ...LEAST, requiredClaims: ['a'] }, '$.requiredClaims'],
    [{ ...LEAST, scopesClaim: '' }, '$.scopesClaim'],
    [{ ...LEAST, scopesClaim: [] }, '$.scopesClaim'],
    [{ ...LEAST, audienceClaim: 7 }, '$.audienceClaim'],
    [{ ...LEAST, appIds: ['x'] }, '$.appIds[0]'],
  ])('%j are refused where they are wrong', (settings, path) => {
    expect(() => parseJwtIssuer(settings, '$')).toThrow(
      expect.objectContaining({ code: 'jwt_issuer_invalid', path }),
    );
  });
});
