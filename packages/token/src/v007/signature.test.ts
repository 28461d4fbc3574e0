import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CERTIFICATE, OTHER_CERTIFICATE, signBytes } from '../../test/forge-token.js';
import { readTokenVectors } from '../../test/read-vectors.js';
import { parseCertificate } from '../parse-project.js';
import { computeSignature } from './signature.js';

const sign = (certificate: string, issuedAt: number, salt: number, bytes: Uint8Array): Buffer =>
  Buffer.from(computeSignature(parseCertificate(certificate), { issuedAt, salt }, bytes));

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
    const bytes = Uint8Array.of(9);
    const first = computeSignature(parseCertificate(CERTIFICATE), { issuedAt: 1, salt: 1 }, bytes);
    const kept = Uint8Array.from(first);
    first.fill(0);
    expect(Uint8Array.from(sign(CERTIFICATE, 1, 1, bytes))).toEqual(kept);
  });
});
