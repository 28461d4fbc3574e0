import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { messageVector } from '../../../test/read-rfc9421.js';
import { formatContentDigest } from './format-content-digest.js';

describe('formatContentDigest', () => {
  it('writes the digest of the vector', () => {
    const { body, headers } = messageVector('M2');
    const sha256 = createHash('sha256').update(body).digest();
    expect(headers).toContainEqual([
      'Content-Digest',
      formatContentDigest({ sha256, byteLength: body.length }),
    ]);
  });
});
