import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../test/any-text.js';
import { forgeContent } from '../test/forge-token.js';
import { fingerprintToken } from './fingerprint-token.js';

describe('fingerprintToken', () => {
  it('is the beginning of the SHA-256 of a text that is no token', () => {
    // FIPS 180-2, appendix B.1.
    expect(fingerprintToken('abc')).toBe('ba7816bf');
    expect(fingerprintToken('')).toBe('e3b0c442');
  });

  it('agrees with node:crypto for any such text', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 100 }), (text) => {
        const digest = createHash('sha256').update(text).digest('hex');
        expect(fingerprintToken(text)).toBe(digest.slice(0, 8));
      }),
      { seed: 8 },
    );
  });

  it('is that of the content of a token, however its text is packed', () => {
    const content = forgeContent({});
    const [expected] = /^.{8}/.exec(createHash('sha256').update(content).digest('hex')) ?? [];
    for (const level of [0, 1, 9]) {
      const text = `007${deflateSync(content, { level }).toString('base64')}`;
      expect(fingerprintToken(text)).toBe(expected);
    }
  });

  it('tells tokens apart that differ in one character, and takes what is no token', () => {
    expect(fingerprintToken('007eJxTYA==')).not.toBe(fingerprintToken('007eJxTYB=='));
    expect(fingerprintToken('\ud800')).toMatch(/^[0-9a-f]{8}$/);
  });
});
