import { describe, expect, it } from 'vitest';
import type { CustomerKeys } from '../credential-lookup.js';
import { listTriedSecrets, listTriedTexts } from './live-secrets.js';

const read = (keys: CustomerKeys | undefined): unknown =>
  listTriedSecrets(keys).map(({ octets, name }) => [
    name === undefined ? '-' : Buffer.from(octets).toString(),
    name,
  ]);

const NONE = ['-', undefined];

describe('the secrets that are tried', () => {
  it.each<[string, CustomerKeys | undefined, unknown]>([
    [
      'of two',
      { secrets: ['a', 'b'] },
      [
        ['a', 'primary'],
        ['b', 'secondary'],
      ],
    ],
    ['of one', { secrets: ['a'] }, [['a', 'primary'], NONE]],
    ['of none', { secrets: [] }, [NONE, NONE]],
    ['of an unknown customer', undefined, [NONE, NONE]],
    ['of an empty one', { secrets: [''] }, [NONE, NONE]],
    ['of an empty primary one', { secrets: ['', 'b'] }, [NONE, ['b', 'secondary']]],
    ['of a disabled customer', { secrets: ['a'], disabled: true }, [['a', 'primary'], NONE]],
  ])('are two, always: %s', (_, keys, tried) => {
    expect(read(keys)).toEqual(tried);
  });

  it('are UTF-8', () => {
    const [primary] = listTriedSecrets({ secrets: ['sécret'] });
    expect(primary?.octets).toEqual(Uint8Array.from(Buffer.from('sécret', 'utf8')));
  });

  it('have something to compute with where there is none, as long as a secret', () => {
    for (const { octets, name } of listTriedSecrets(undefined)) {
      expect(name).toBeUndefined();
      expect(octets).toHaveLength(32);
    }
  });
});

describe('keys of another shape', () => {
  it.each([
    ['a text', '{"secrets":"topsecret"}'],
    ['a misspelt name', '{"secret":"topsecret"}'],
    ['no text', '{"secrets":[7]}'],
    ['three', '{"secrets":["a","b","c"]}'],
  ])('are a mistake of the program: %s', (_, text) => {
    const keys = JSON.parse(text) as CustomerKeys;
    expect(() => listTriedTexts(keys)).toThrow(
      expect.objectContaining({ code: 'invalid_auth_option' }),
    );
  });
});
