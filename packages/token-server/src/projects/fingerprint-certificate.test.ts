import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintCertificate } from './fingerprint-certificate.js';

const [PRIMARY, SECONDARY] = ['ca11ab1e0c0ffee0ca11ab1e0c0ffee0', 'c'.repeat(32)] as const;
const PROJECT = { appId: 'a'.repeat(32), certificates: [PRIMARY, SECONDARY] } as const;

const digestOf = (certificate: string): string =>
  createHash('sha256').update(certificate).digest('hex').slice(0, 8);

describe('fingerprintCertificate', () => {
  it('is what everybody can compute who has the certificate, and no part of it', () => {
    for (const certificate of [PRIMARY, SECONDARY, PRIMARY]) {
      const fingerprint = fingerprintCertificate(PROJECT, certificate);
      expect(fingerprint).toBe(digestOf(certificate));
      expect(certificate).not.toContain(fingerprint);
    }
  });

  it('knows a certificate that the project has no more', () => {
    expect(fingerprintCertificate(PROJECT, 'd'.repeat(32))).toBe(digestOf('d'.repeat(32)));
  });
});
