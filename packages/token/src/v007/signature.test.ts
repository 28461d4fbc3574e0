import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CERTIFICATE, OTHER_CERTIFICATE, signBytes } from '../../test/forge-token.js';
import { readTokenVectors } from '../../test/read-vectors.js';
import { parseCertificate } from '../parse-project.js';
import { writeDigest } from '../hmac/sha256.js';
import { SIGNATURE_BYTES, SIGNED_OFFSET } from './envelope.js';
import { computeSignature, isSignedWith } from './signature.js';

const sign = (certificate: string, issuedAt: number, salt: number, bytes: Uint8Array): Buffer => {
  const content = Buffer.concat([Buffer.alloc(SIGNED_OFFSET, 0xee), bytes]);
  const signature = Buffer.alloc(SIGNATURE_BYTES);
  const parts = { issuedAt, salt };
  writeDigest(computeSignature(parseCertificate(certificate), parts, content), signature, 0);
  return signature;
};

describe('computeSignature', () => {
  const { certificate, issueTs, salt, vectors } = readTokenVectors();

  it.each(vectors)('gives the signature of $name', ({ signingInfoHex, signatureHex }) => {
    const signature = sign(certificate, issueTs, salt, Buffer.from(signingInfoHex, 'hex'));
    expect(signature.toString('hex')).toBe(signatureHex);
  });

  it('agrees with node:crypto for any time, salt and bytes, also when calls alternate', () => {
    const time = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 64, 128, 0xffffffff));
    const signed = fc.record({
      certificate: fc.constantFrom(CERTIFICATE, CERTIFICATE.toLowerCase(), OTHER_CERTIFICATE),
      issuedAt: time,
      salt: fc.nat(0xffffffff),
      bytes: fc.uint8Array({ maxLength: 200 }),
    });
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1, maxLength: 6 }), (all) => {
        for (const one of [...all, ...all]) {
          const signature = sign(one.certificate, one.issuedAt, one.salt, one.bytes);
          expect(signature).toEqual(signBytes(one.bytes, one));
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('mixes up no certificates that signed in the same second', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    for (const certificateText of [CERTIFICATE, OTHER_CERTIFICATE, CERTIFICATE]) {
      const wanted = signBytes(bytes, { certificate: certificateText, issuedAt: 5, salt: 6 });
      expect(sign(certificateText, 5, 6, bytes)).toEqual(wanted);
    }
  });

  it('does not hand out what it keeps: a result that is changed changes no later one', () => {
    const kept = sign(CERTIFICATE, 1, 1, Uint8Array.of(9));
    const content = new Uint8Array(SIGNED_OFFSET + 1);
    computeSignature(parseCertificate(CERTIFICATE), { issuedAt: 1, salt: 1 }, content).fill(
      0,
      0,
      8,
    );
    expect(sign(CERTIFICATE, 1, 1, Uint8Array.of(9))).toEqual(kept);
  });
});

describe('isSignedWith', () => {
  const parts = { issuedAt: 5, salt: 6 };
  const signed = Buffer.from('anything');
  const content = Buffer.concat([
    Buffer.from([32, 0]),
    signBytes(signed, { certificate: CERTIFICATE, ...parts }),
    signed,
  ]);

  it('finds the signature of that certificate, time and salt over those bytes, and no other', () => {
    const certificate = parseCertificate(CERTIFICATE);
    expect(isSignedWith(certificate, parts, content)).toBe(true);
    expect(isSignedWith(parseCertificate(OTHER_CERTIFICATE), parts, content)).toBe(false);
    expect(isSignedWith(certificate, { ...parts, issuedAt: 6 }, content)).toBe(false);
    expect(isSignedWith(certificate, { ...parts, salt: 5 }, content)).toBe(false);
    expect(isSignedWith(certificate, parts, content.subarray(0, -1))).toBe(false);
  });
});
