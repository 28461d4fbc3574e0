import { describe, expect, it } from 'vitest';
import { codeOf } from '../test/catch-token-error.js';
import { CERTIFICATE, OTHER_CERTIFICATE } from '../test/forge-token.js';
import { findSigner, parseLiveCertificates } from './live-certificates.js';

describe('parseLiveCertificates', () => {
  it('takes one or two, in their order', () => {
    expect(parseLiveCertificates([CERTIFICATE])).toEqual({ primary: CERTIFICATE });
    expect(parseLiveCertificates([OTHER_CERTIFICATE, CERTIFICATE])).toEqual({
      primary: OTHER_CERTIFICATE,
      secondary: CERTIFICATE,
    });
  });

  it.each([
    [[], 'invalid_option'],
    [[CERTIFICATE, CERTIFICATE, CERTIFICATE], 'invalid_option'],
    [CERTIFICATE, 'invalid_option'],
    [undefined, 'invalid_option'],
    [['x'], 'invalid_certificate'],
    [[CERTIFICATE, undefined], 'invalid_certificate'],
    // oxlint-disable-next-line no-sparse-arrays -- because callers without types can make one
    [[CERTIFICATE, ,], 'invalid_certificate'],
  ])('refuses %j with %s', (certificates, code) => {
    expect(codeOf(() => parseLiveCertificates(certificates))).toBe(code);
  });
});

describe('findSigner', () => {
  const certificates = parseLiveCertificates([CERTIFICATE, OTHER_CERTIFICATE]);

  it('says which one signed', () => {
    expect(findSigner(certificates, () => true)).toBe('primary');
    expect(findSigner(certificates, (one) => one === OTHER_CERTIFICATE)).toBe('secondary');
  });

  it('refuses where none did', () => {
    expect(codeOf(() => findSigner(certificates, () => false))).toBe('bad_signature');
    const alone = parseLiveCertificates([CERTIFICATE]);
    expect(codeOf(() => findSigner(alone, (one) => one !== CERTIFICATE))).toBe('bad_signature');
  });
});
