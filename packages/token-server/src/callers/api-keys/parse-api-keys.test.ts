import { describe, expect, it } from 'vitest';
import { parseApiKeys } from './parse-api-keys.js';

const SECRET = { sha256: 'a'.repeat(64), createdAt: 5 };
const KEY = { id: 'abcdefghij', name: 'web', scopes: ['call'], createdAt: 5, secrets: [SECRET] };

const documentOf = (...keys: readonly unknown[]): unknown =>
  JSON.parse(JSON.stringify({ version: 1, keys }));

describe('a document of API keys', () => {
  it('may be empty', () => {
    expect(parseApiKeys({ version: 1, keys: [] })).toEqual([]);
  });

  it('may leave out what has a default', () => {
    expect(parseApiKeys(documentOf(KEY))).toEqual([{ ...KEY, labels: {}, disabled: false }]);
  });

  it('may have all there is', () => {
    const full = {
      ...KEY,
      labels: { team: 'red' },
      appIds: ['3f0c9a7b1d5e48269ab0c4d2e6f81735'],
      expiresAt: 9,
      disabled: true,
      secrets: [SECRET, { ...SECRET, expiresAt: 9 }],
    };
    expect(parseApiKeys(documentOf(full))).toEqual([full]);
  });

  it('has labels that no object has by itself', () => {
    const [key] = parseApiKeys(documentOf({ ...KEY, labels: { constructor: 'x' } }));
    expect(Object.getPrototypeOf(key?.labels)).toBeNull();
  });

  it.each([
    [undefined, '$'],
    [[], '$'],
    [{ version: 1 }, 'keys'],
    [{ version: 2, keys: [] }, 'version'],
    [{ version: '1', keys: [] }, 'version'],
    [{ version: 1, keys: [], more: 1 }, '$'],
    [{ version: 1, keys: {} }, 'keys'],
    [documentOf(null), 'keys[0]'],
    [documentOf(KEY, { ...KEY }), 'keys[1].id'],
    [documentOf({ ...KEY, id: 'short' }), 'keys[0].id'],
    [documentOf({ ...KEY, id: ['abcdefghij'] }), 'keys[0].id'],
    [documentOf({ ...KEY, name: 7 }), 'keys[0].name'],
    [documentOf({ ...KEY, scope: ['x'] }), 'keys[0]'],
    [documentOf({ ...KEY, scopes: 'call' }), 'keys[0].scopes'],
    [documentOf({ ...KEY, labels: { 'a b': 'x' } }), 'keys[0].labels.a b'],
    [documentOf({ ...KEY, labels: { a: 1 } }), 'keys[0].labels.a'],
    [documentOf({ ...KEY, labels: [] }), 'keys[0].labels'],
    [documentOf({ ...KEY, appIds: [null] }), 'keys[0].appIds[0]'],
    [documentOf({ ...KEY, createdAt: '5' }), 'keys[0].createdAt'],
    [documentOf({ ...KEY, expiresAt: -1 }), 'keys[0].expiresAt'],
    [documentOf({ ...KEY, disabled: 'false' }), 'keys[0].disabled'],
    [documentOf({ ...KEY, secrets: [] }), 'keys[0].secrets'],
    [documentOf({ ...KEY, secrets: [SECRET, SECRET, SECRET] }), 'keys[0].secrets'],
    [
      documentOf({ ...KEY, secrets: [{ ...SECRET, sha256: 'A'.repeat(64) }] }),
      'keys[0].secrets[0].sha256',
    ],
    [documentOf({ ...KEY, secrets: [{ ...SECRET, plain: 'x' }] }), 'keys[0].secrets[0]'],
    [JSON.parse(`{"version":1,"keys":[{"__proto__":${JSON.stringify(KEY)}}]}`), 'keys[0]'],
  ])('is refused where it is wrong, and the place is named: %j', (document, path) => {
    expect(() => parseApiKeys(document)).toThrow(
      expect.objectContaining({ code: 'api_keys_invalid', path }),
    );
  });
});
