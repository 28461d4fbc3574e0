import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RandomSource } from '../../test/random-source.js';
import { compressBlock } from './compress-block.js';

/** The initial hash value, as FIPS 180-4, section 5.3.3, prints it. */
const INITIAL = '6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19';

const initialState = (): Int32Array =>
  Int32Array.from(INITIAL.split(' '), (word) => Number.parseInt(word, 16) | 0);
const toHex = (words: Int32Array): string =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

/** The message of up to 55 bytes as the one block that it is padded to. */
function padToBlock(message: Uint8Array): Int32Array {
  const bytes = Buffer.alloc(64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  bytes.writeUInt32BE(message.length * 8, 60);
  return Int32Array.from({ length: 16 }, (_, i) => bytes.readInt32BE(i * 4));
}

describe('compressBlock', () => {
  it('takes the initial value to the digest of a message of one block', () => {
    const random = new RandomSource(180);
    for (let run = 0; run < 500; run += 1) {
      const message = random.bytes(random.below(56));
      const state = initialState();
      compressBlock(state, padToBlock(message), state);
      expect(toHex(state)).toBe(createHash('sha256').update(message).digest('hex'));
    }
  });

  it('writes only where it is told to', () => {
    const from = initialState();
    const to = new Int32Array(16).fill(7);
    compressBlock(from, padToBlock(Buffer.from('abc')), to);
    expect(from).toEqual(initialState());
    expect(toHex(to.subarray(0, 8))).toBe(createHash('sha256').update('abc').digest('hex'));
    expect(to.subarray(8)).toEqual(new Int32Array(8).fill(7));
  });

  it('goes on from the state that it finds, and leaves the block as it was', () => {
    const first = new RandomSource(4).bytes(64);
    const words = Int32Array.from({ length: 16 }, (_, i) => Buffer.from(first).readInt32BE(i * 4));
    const kept = Int32Array.from(words);
    const state = initialState();
    compressBlock(state, words, state);
    expect(words).toEqual(kept);
    const padding = new Int32Array(16);
    padding[0] = 0x8000_0000;
    padding[15] = 512;
    compressBlock(state, padding, state);
    expect(toHex(state)).toBe(createHash('sha256').update(first).digest('hex'));
  });
});
