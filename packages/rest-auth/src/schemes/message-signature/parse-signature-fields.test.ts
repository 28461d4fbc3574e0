import { describe, expect, it } from 'vitest';
import { HeaderIndex } from '../../headers/header-index.js';
import { parseSignatureFields, type SignatureFields } from './parse-signature-fields.js';

const NONCE = 'nonce-0123456789';
const parse = (input: string, signature = 'sig1=:AAAA:', maxNames = 3): SignatureFields =>
  parseSignatureFields(
    new HeaderIndex([
      ['signature-INPUT', `sig1=${input}`],
      ['Signature', signature],
    ]),
    maxNames,
  );
const IDENTITY = `;keyid="id";nonce="${NONCE}"`;

describe('parseSignatureFields', () => {
  it('reads what both fields say', () => {
    const list = `("@method" "x-a";sf);created=5;expires=9;alg="ed25519"${IDENTITY}`;
    expect(parse(list)).toEqual({
      components: [
        { name: '@method', hasParameters: false },
        { name: 'x-a', hasParameters: true },
      ],
      signatureParams: list,
      createdAt: 5,
      expiresAt: 9,
      algorithm: 'ed25519',
      keyId: 'id',
      nonce: NONCE,
      signatureText: 'AAAA',
    });
  });

  it('tells what is not there from what is not of its type', () => {
    expect(parse(`()${IDENTITY}`)).toMatchObject({
      createdAt: Number.NaN,
      expiresAt: undefined,
      algorithm: undefined,
    });
    expect(parse(`();created="5";expires=9.0;alg=ed25519${IDENTITY}`)).toMatchObject({
      createdAt: Number.NaN,
      expiresAt: Number.NaN,
      algorithm: '',
    });
  });

  it('keeps the list as it was written', () => {
    expect(parse(`(  "a"   "b" );  created=5${IDENTITY}`).signatureParams).toBe(
      `(  "a"   "b" );  created=5${IDENTITY}`,
    );
  });

  it('takes as many components as it may', () => {
    expect(parse(`("a" "b" "c")${IDENTITY}`).components).toHaveLength(3);
    expect(() => parse(`("a" "b" "c" "d")${IDENTITY}`)).toThrow('more than 3 components');
  });

  it('says what is missing', () => {
    expect(() => parse(`()${IDENTITY}`, 'sig2=:AAAA:')).toThrow('other labels');
    expect(() => parse(`()${IDENTITY}`, 'sig1=(1)')).toThrow('in Signature there must be base64');
    expect(() => parse('"x"')).toThrow('in Signature-Input there must be a list');
    expect(() => parse('(')).toThrow('in Signature-Input at character 7');
    expect(() => parse('();nonce="n"')).toThrow('keyid="..." must be the customer ID');
    expect(() => parse('();keyid="id";nonce="n"')).toThrow('must have 16 to 128 characters');
  });
});
