import { createHmac, createPublicKey, constants, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MESSAGE_VECTORS, type MessageVector } from '../../../test/read-rfc9421.js';
import { HeaderIndex } from '../../headers/header-index.js';
import { normalizeAuthority } from './normalize-authority.js';
import { buildSignatureBase, readComponentsOf } from './signature-base.js';

function baseOf({ method, target, headers, components, signatureParams }: MessageVector): string {
  const index = new HeaderIndex(headers);
  const authority = normalizeAuthority(index.first('host') ?? '', 'https');
  const valueOf = readComponentsOf({ method, target, authority, urlScheme: 'https' }, index);
  return buildSignatureBase(components, signatureParams, valueOf);
}

/** Whether the published signature is of this text, by the crypto of Node. */
function isSigned({ algorithm, key, signature }: MessageVector, text: string): boolean {
  const message = Buffer.from(text, 'latin1');
  const octets = Buffer.from(key, 'base64');
  const given = Buffer.from(signature, 'base64');
  if (algorithm === 'hmac-sha256') {
    return createHmac('sha256', octets).update(message).digest().equals(given);
  }
  if (algorithm === 'ed25519') {
    const x = octets.toString('base64url');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x };
    return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), given);
  }
  const spki = createPublicKey({ key: octets, format: 'der', type: 'spki' });
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify('sha512', message, { key: spki, padding, saltLength: 64 }, given);
}

describe('buildSignatureBase', () => {
  it.each(MESSAGE_VECTORS)('makes what was signed in $id', (vector) => {
    expect(baseOf(vector)).toBe(vector.base);
    expect(isSigned(vector, baseOf(vector))).toBe(true);
    expect(isSigned(vector, `${baseOf(vector)}\n`)).toBe(false);
  });

  it('says which component is not there', () => {
    expect(() => buildSignatureBase(['x-a'], '("x-a")', () => undefined)).toThrow('x-a');
  });
});

describe('readComponentsOf', () => {
  const parts = { method: 'GET', target: '/', authority: 'a', urlScheme: 'http' } as const;

  it('joins the lines of a field, each without outer blanks', () => {
    const index = new HeaderIndex([
      ['X-A', '  a  b\t'],
      ['x-b', '1'],
      ['X-a', ''],
      ['x-A', 'c'],
    ]);
    expect(readComponentsOf(parts, index)('x-a')).toBe('a  b, , c');
  });

  it('takes no field for a derived component, and none that is not there', () => {
    const valueOf = readComponentsOf(parts, new HeaderIndex([['x-a', '1']]));
    expect(valueOf('@method')).toBe('GET');
    expect(valueOf('x-b')).toBeUndefined();
    expect(valueOf('@status')).toBeUndefined();
  });
});
