import { describe, expect, it } from 'vitest';
import { forgeContent, forgeRtc } from '../../test/forge-token.js';
import { RandomSource } from '../../test/random-source.js';
import { readTokenVectors } from '../../test/read-vectors.js';
import { encodeBase64 } from '../wire/base64.js';
import { deflateZlib } from '../zlib/deflate.js';
import { MAX_CONTENT_BYTES, maxCharacters, SIGNATURE_BYTES, VERSION } from './envelope.js';

describe('the envelope of format 007', () => {
  it('begins as every official token does', () => {
    for (const { token } of readTokenVectors().vectors)
      expect(token.startsWith(VERSION)).toBe(true);
  });

  it('has room for the signature, and for the largest content if it cannot be compressed', () => {
    expect(forgeContent({}).readUInt16LE(0)).toBe(SIGNATURE_BYTES);
    const content = new RandomSource(9).bytes(MAX_CONTENT_BYTES);
    const text = VERSION + encodeBase64(deflateZlib(content));
    expect(text.length).toBeLessThanOrEqual(maxCharacters(MAX_CONTENT_BYTES));
  });

  it('is far larger than what builders make', () => {
    const services = [forgeRtc('x'.repeat(63), 'y'.repeat(255))];
    expect(forgeContent({ services }).length * 100).toBeLessThan(MAX_CONTENT_BYTES);
  });
});
