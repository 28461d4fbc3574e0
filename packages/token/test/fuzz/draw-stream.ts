import { deflateSync } from 'node:zlib';
import { BitStream, wrapDeflated } from '../bit-stream.js';
import type { RandomSource } from '../random-source.js';

/** Two bytes that a zlib stream may or may not begin with: window sizes, a preset dictionary, wrong check bits. */
const HEADERS = [0x7801, 0x785e, 0x789c, 0x78da, 0x0815, 0x1819, 0x881c, 0x78bb, 0x799c, 0x1f8b, 0];

/** Deflated in one of the ways that zlib has. */
export function packContent(content: Uint8Array, random: RandomSource): Uint8Array {
  return deflateSync(content, { level: random.below(10), strategy: random.below(5), memLevel: 1 });
}

function drawBits(stream: BitStream, random: RandomSource): BitStream {
  for (let left = random.below(60); left > 0; left -= 1) stream.put(random.below(256), 8);
  return stream;
}

/** Code lengths of which most are short or none: some of them fit together. */
const drawLengths = (count: number, random: RandomSource): number[] =>
  Array.from({ length: count }, () => random.pick([0, 0, 0, 1, 2, 7, 8, 8, 9, 15]));

/** Streams that go to the edges of RFC 1951, right and wrong. */
const TRICKS: readonly ((random: RandomSource, content: Uint8Array) => Uint8Array)[] = [
  // A block of any kind, with anything in it.
  (random) => drawBits(new BitStream().lastBlock(random.below(4)), random).bytes(),
  // Codes of any lengths.
  (random) => {
    const literals = drawLengths(257 + random.below(32), random);
    const distances = drawLengths(1 + random.below(32), random);
    return drawBits(new BitStream().dynamicBlock(literals, distances), random).bytes();
  },
  // Codes of code lengths, with repetitions of nothing or past the end.
  (random) => {
    const stream = new BitStream().lastBlock(2).put(random.below(32), 5).put(random.below(32), 5);
    stream.put(random.below(16), 4);
    for (let i = 0; i < 19; i += 1) stream.put(random.pick([0, 1, 2, 3, 7]), 3);
    return drawBits(stream, random).bytes();
  },
  // Stored blocks, empty or with a length that is a lie; the last of them may never come.
  (random, content) => {
    const blocks = Array.from({ length: random.below(200) }, () => [0, 0, 0, 0xff, 0xff]);
    const length = random.below(2) === 0 ? content.length : random.below(0x10000);
    const head = [1, length & 0xff, length >>> 8, ~length & 0xff, (~length >>> 8) & 0xff];
    return Uint8Array.of(...blocks.flat(), ...head, ...content);
  },
  // Fixed codes: a literal, then copies of any length from any distance, also from before the start.
  (random) => {
    const stream = new BitStream().lastBlock(1).code(0x30 + random.below(0x90), 8);
    for (let left = random.below(20); left > 0; left -= 1) {
      stream.code(random.below(30), 7).code(random.below(32), 5).put(random.below(64), 6);
    }
    return stream.code(0, 7).bytes();
  },
  // The same bytes over and over: copies of 258 bytes, from one byte back.
  (random) => {
    const stream = new BitStream().lastBlock(1).code(0x30, 8);
    for (let left = random.below(300); left > 0; left -= 1) stream.code(0xc5, 8).code(0, 5);
    return stream.code(0, 7).bytes();
  },
];

/** A zlib stream of a trick, with the checksum of `content`, or one for which zlib refuses to vouch. */
export function drawTrickStream(content: Uint8Array, random: RandomSource): Uint8Array {
  const stream = wrapDeflated(random.pick(TRICKS)(random, content), content);
  if (random.below(3) > 0) return stream;
  const header = random.pick(HEADERS);
  stream.set([header >>> 8, header & 0xff]);
  return stream;
}
