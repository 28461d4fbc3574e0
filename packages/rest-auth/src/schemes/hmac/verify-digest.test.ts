import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf, formatDigest, verifyDigest } from './verify-digest.js';

const BODY = Buffer.from('{"a":1}');
const DIGEST = { sha256: createHash('sha256').update(BODY).digest(), byteLength: 7 };
const TEXT = `SHA-256=${DIGEST.sha256.toString('base64')}`;

describe('digestOf and formatDigest', () => {
  it('hash octets, and take a digest as it is', () => {
    const { sha256, byteLength } = digestOf(BODY);
    expect(Buffer.from(sha256)).toEqual(DIGEST.sha256);
    expect(byteLength).toBe(7);
    expect(digestOf(DIGEST)).toBe(DIGEST);
    expect(formatDigest(DIGEST)).toBe(TEXT);
  });

  it('write that of no body as every sample does', () => {
    expect(formatDigest(digestOf(new Uint8Array()))).toBe(
      'SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    );
  });
});

describe('verifyDigest', () => {
  it('takes the one text of the digest', () => {
    expect(() => {
      verifyDigest(TEXT, DIGEST);
    }).not.toThrow();
  });

  it.each([
    ['', 'must be SHA-256='],
    [TEXT.toLowerCase(), 'must be SHA-256='],
    [TEXT.replace('=', ':'), 'must be SHA-256='],
    [TEXT.replace(/=$/, ''), 'must be SHA-256='],
    [TEXT.replace(/.=$/, '/='), 'must be SHA-256='],
    [`${TEXT}, ${TEXT}`, 'must be SHA-256='],
    [`SHA-256=${DIGEST.sha256.toString('hex')}`, 'must be SHA-256='],
    [`SHA-256=${DIGEST.sha256.subarray(1).toString('base64')}`, 'must be SHA-256='],
    [`SHA-256=${Buffer.alloc(32).toString('base64')}`, 'has 7 octets and another hash'],
  ])('refuses %o', (text, reason) => {
    expect(() => {
      verifyDigest(text, DIGEST);
    }).toThrow(reason);
    expect(() => {
      verifyDigest(text, DIGEST);
    }).toThrow(expect.objectContaining({ code: 'digest_mismatch' }));
  });

  it('refuses a digest that is none', () => {
    for (const sha256 of [new Uint8Array(), DIGEST.sha256.subarray(0, 31)]) {
      expect(() => {
        verifyDigest(TEXT, { sha256, byteLength: 7 });
      }).toThrow(/another hash/);
    }
  });
});
