import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomSource } from '../../test/random-source.js';
import { readDigestVectors } from '../../test/read-vectors.js';
import {
  absorbKey,
  BLOCK_BYTES,
  DIGEST_WORDS,
  finishWithBytes,
  finishWithDigest,
  sha256,
  writeDigest,
  wordAt,
} from './sha256.js';

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const digestByNode = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
const wordsOf = (bytes: Uint8Array): Int32Array =>
  Int32Array.from({ length: bytes.length / 4 }, (_, i) => wordAt(bytes, i * 4));

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
    expect(first).toHaveLength(32);
    expect(second).toEqual(first);
    expect(second).not.toBe(first);
  });
});

describe('absorbKey, finishWithBytes and finishWithDigest', () => {
  const random = new RandomSource(1804);
  const key = random.bytes(BLOCK_BYTES);
  const padded = key.map((byte) => byte ^ 0x36);
  const digestAfterKey = (finish: (state: Int32Array) => Int32Array): string => {
    const state = new Int32Array(DIGEST_WORDS);
    absorbKey(wordsOf(key), 0x3636_3636, state);
    const digest = new Uint8Array(DIGEST_WORDS * 4);
    writeDigest(finish(state), digest, 0);
    return toHex(digest);
  };

  it('give the digest of the padded key and of bytes from any place on', () => {
    for (const start of [0, 1, 34, 130]) {
      const message = random.bytes(2 * BLOCK_BYTES + 5);
      const digest = digestAfterKey((state) => {
        finishWithBytes(state, message, start, BLOCK_BYTES);
        return state;
      });
      expect(digest).toBe(digestByNode(Buffer.concat([padded, message.subarray(start)])));
    }
  });

  it('give the digest of the padded key and of a digest, and leave the state alone', () => {
    const message = random.bytes(32);
    let before = new Int32Array(0);
    let after = new Int32Array(0);
    const digest = digestAfterKey((state) => {
      before = Int32Array.from(state);
      const to = new Int32Array(DIGEST_WORDS);
      finishWithDigest(state, wordsOf(message), to);
      after = Int32Array.from(state);
      return to;
    });
    expect(digest).toBe(digestByNode(Buffer.concat([padded, message])));
    expect(after).toEqual(before);
  });

  it('count the message in 64 bits', () => {
    // 2^32 bits in all: too long to hash here, but the padding alone must differ from that of a short message.
    const short = new Int32Array(DIGEST_WORDS);
    const long = new Int32Array(DIGEST_WORDS);
    finishWithBytes(short, new Uint8Array(0), 0, 0);
    finishWithBytes(long, new Uint8Array(0), 0, 2 ** 29);
    expect(long).not.toEqual(short);
  });
});

describe('writeDigest', () => {
  it('writes 32 bytes at the place that it is given', () => {
    const bytes = new Uint8Array(40).fill(9);
    writeDigest(Int32Array.of(0x0102_0304, -1, 0, 0, 0, 0, 0, 0x7f00_0080), bytes, 3);
    const wanted = [1, 2, 3, 4, 255, 255, 255, 255, ...new Uint8Array(20), 0x7f, 0, 0, 0x80];
    expect([...bytes]).toEqual([9, 9, 9, ...wanted, 9, 9, 9, 9, 9]);
  });
});
