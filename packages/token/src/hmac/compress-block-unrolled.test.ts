import { expect, it } from 'vitest';
import { RandomSource } from '../../test/random-source.js';
import { compressBlock } from './compress-block.js';
import { compressBlock as compressBlockUnrolled } from './compress-block-unrolled.js';

const randomWords = (random: RandomSource, count: number): Int32Array => {
  const bytes = Buffer.from(random.bytes(count * 4));
  return Int32Array.from({ length: count }, (_, i) => bytes.readInt32BE(i * 4));
};

it('comes to the same as the short form, for any state and block', () => {
  const random = new RandomSource(256);
  for (let run = 0; run < 2000; run += 1) {
    const from = randomWords(random, 8);
    const block = randomWords(random, 16);
    const [short, unrolled] = [new Int32Array(8), new Int32Array(8)];
    compressBlock(from, block, short);
    compressBlockUnrolled(from, block, unrolled);
    expect(unrolled).toEqual(short);
  }
});

it('may write to the state that it reads', () => {
  const random = new RandomSource(257);
  const state = randomWords(random, 8);
  const block = randomWords(random, 16);
  const expected = new Int32Array(8);
  compressBlock(state, block, expected);
  compressBlockUnrolled(state, block, state);
  expect(state).toEqual(expected);
});
