import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDigestVectors } from '../../test/read-vectors.js';
import { absorbKey, begin, BLOCK_BYTES, DIGEST_BYTES, finish, sha256 } from './sha256.js';

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const digestByNode = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

describe('sha256', () => {
  it.each(readDigestVectors())('gives the digest of NIST for: $name', (vector) => {
    const { messageHex, text = '', repeat = 1, digestHex } = vector;
    const message =
      messageHex === undefined ? Buffer.from(text.repeat(repeat)) : Buffer.from(messageHex, 'hex');
    expect(toHex(sha256(message))).toBe(digestHex);
  });

  it('agrees with node:crypto for every length from 0 to 300', () => {
    for (let length = 0; length <= 300; length += 1) {
      const message = Uint8Array.from({ length }, (_, i) => (i * 167 + length) & 0xff);
      expect(toHex(sha256(message)), `length ${length}`).toBe(digestByNode(message));
    }
  });

  it('agrees with node:crypto for random messages, also where they are a part of a longer buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.nat(40), (bytes, offset) => {
        const message = bytes.subarray(offset);
        expect(toHex(sha256(message))).toBe(digestByNode(message));
      }),
      { seed: 256, numRuns: 300 },
    );
  });

  it('leaves the message as it was and gives a new digest every time', () => {
    const message = new Uint8Array(100).fill(7);
    const first = sha256(message);
    const second = sha256(message);
    expect(message).toEqual(new Uint8Array(100).fill(7));
    expect(first).toHaveLength(DIGEST_BYTES);
    expect(second).toEqual(first);
    expect(second).not.toBe(first);
  });
});

describe('begin, absorbKey and finish', () => {
  it('give the digest of the padded key and the message together', () => {
    for (const keyLength of [0, 1, 63, BLOCK_BYTES]) {
      const key = Uint8Array.from({ length: keyLength }, (_, i) => i * 3);
      const message = Uint8Array.from({ length: 2 * BLOCK_BYTES + 5 }, (_, i) => i & 0xff);
      const digest = new Uint8Array(DIGEST_BYTES);
      begin();
      absorbKey(key, 0x36);
      finish(message, BLOCK_BYTES, digest);
      const block = Uint8Array.from({ length: BLOCK_BYTES }, (_, i) => (key[i] ?? 0) ^ 0x36);
      expect(toHex(digest)).toBe(digestByNode(Buffer.concat([block, message])));
    }
  });

  it('count the message in 64 bits', () => {
    // 2^32 bits in all: too long to hash here, but the padding alone must differ from that of a short message.
    const short = new Uint8Array(DIGEST_BYTES);
    const long = new Uint8Array(DIGEST_BYTES);
    begin();
    finish(new Uint8Array(0), 0, short);
    begin();
    finish(new Uint8Array(0), 2 ** 29, long);
    expect(toHex(long)).not.toBe(toHex(short));
  });
});
