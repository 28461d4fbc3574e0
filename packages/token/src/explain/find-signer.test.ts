import { describe, expect, it } from 'vitest';
import { ALL_KNOWN, CUSTOMER_SECRET, FOREIGN_CERTIFICATE } from '../../test/explained-token.js';
import { APP_ID, CERTIFICATE, forgeToken, OTHER_CERTIFICATE } from '../../test/forge-token.js';
import { decodeToken } from '../v007/decode.js';
import { MAX_CONTENT_BYTES } from '../v007/envelope.js';
import { findSigner, type Signer } from './find-signer.js';
import { parseKnown, type KnownFacts } from './parse-known.js';

const signerOf = (certificate: string, known: KnownFacts = ALL_KNOWN): Signer =>
  findSigner(decodeToken(forgeToken({ certificate }), MAX_CONTENT_BYTES), parseKnown(known));

describe('findSigner', () => {
  it.each([
    [CERTIFICATE, 'live', 'primary'],
    [OTHER_CERTIFICATE, 'live', 'secondary'],
    [FOREIGN_CERTIFICATE, 'other_project_certificate', 'the staging project'],
    [CUSTOMER_SECRET, 'customer_secret_as_certificate', 'customer secret'],
    [APP_ID, 'app_id_as_certificate', 'App ID'],
    [CERTIFICATE.toLowerCase(), 'certificate_letter_case', 'primary'],
    [CERTIFICATE.toUpperCase(), 'certificate_letter_case', 'primary'],
    [`${CERTIFICATE}\n`, 'certificate_spaces', 'primary'],
    [`${CERTIFICATE}\r\n`, 'certificate_spaces', 'primary'],
    [`${OTHER_CERTIFICATE} `, 'certificate_spaces', 'secondary'],
    [` ${CERTIFICATE}`, 'certificate_spaces', 'primary'],
    [`"${CERTIFICATE}"`, 'certificate_spaces', 'primary'],
  ])('finds what %j is', (certificate, kind, name) => {
    expect(signerOf(certificate)).toEqual({ kind, name });
  });

  it('knows when it does not know', () => {
    expect(signerOf('8'.repeat(32))).toEqual({ kind: 'unknown', triedCount: 3 });
    expect(signerOf(CERTIFICATE, {})).toEqual({ kind: 'untried' });
    const others = { staging: FOREIGN_CERTIFICATE };
    expect(signerOf(CERTIFICATE, { otherCertificates: others })).toEqual({ kind: 'untried' });
  });
});
