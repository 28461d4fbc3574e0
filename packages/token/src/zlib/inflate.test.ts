import {
  constants,
  deflateRawSync,
  deflateSync,
  inflateRawSync,
  type ZlibOptions,
} from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  BitStream,
  canonicalCodes,
  inflateWithNode,
  lengthsOf,
  wrapDeflated,
} from '../../test/bit-stream.js';
import { codeOf, outcomeOf } from '../../test/catch-token-error.js';
import { mutateBytes } from '../../test/mutate.js';
import { RandomSource } from '../../test/random-source.js';
import { withoutStacks } from '../../test/without-stacks.js';
import { TokenError } from '../errors.js';
import { inflateZlib } from './inflate.js';

const ENOUGH_BYTES = 8_000_000;

/** Data of different kinds: noise, few letters, runs, words, and tokens' own mixture. */
function makeSample(random: RandomSource, length: number): Uint8Array {
  const max = random.pick([2, 4, 16, 100, 256]);
  const bytes = Uint8Array.from({ length }, () => random.below(max));
  for (let copies = random.below(20); copies > 0; copies -= 1) {
    bytes.copyWithin(random.below(length), random.below(length), random.below(length));
  }
  return bytes;
}

function makeOptions(random: RandomSource): ZlibOptions {
  return {
    level: random.below(10),
    memLevel: 1 + random.below(9),
    windowBits: 9 + random.below(7),
    strategy: random.pick([
      constants.Z_DEFAULT_STRATEGY,
      constants.Z_FILTERED,
      constants.Z_HUFFMAN_ONLY,
      constants.Z_RLE,
      constants.Z_FIXED,
    ]),
  };
}

/** True where ours and zlib say the same of a stream: the same output, or no. */
function agrees(stream: Uint8Array): boolean {
  const byNode = inflateWithNode(stream);
  try {
    const ours = inflateZlib(stream, ENOUGH_BYTES);
    return byNode !== undefined && Buffer.compare(byNode, ours) === 0;
  } catch (error) {
    return byNode === undefined && error instanceof TokenError;
  }
}

/** Those of many streams about which ours and zlib differ, as hex. */
function disagreements(streams: Iterable<Uint8Array>): string[] {
  return withoutStacks(() =>
    Array.from(streams)
      .filter((stream) => !agrees(stream))
      .map((stream) => Buffer.from(stream).toString('hex')),
  );
}

/** The raw deflate stream at the beginning of `body` and what it inflates to, or undefined. */
function inflateRawWithNode(body: Uint8Array): { used: Uint8Array; output: Buffer } | undefined {
  try {
    const result: unknown = inflateRawSync(body, { info: true });
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
    return { used: body.subarray(0, engine.bytesWritten), output: buffer };
  } catch {
    return undefined;
  }
}

describe('inflateZlib', () => {
  it('inflates what zlib deflates, for all levels, strategies, windows and memory levels', () => {
    const random = new RandomSource(1);
    for (let run = 0; run < 1500; run += 1) {
      const data = makeSample(random, random.pick([1, 20, 200, 3000]));
      const options = makeOptions(random);
      const inflated = inflateZlib(deflateSync(data, options), data.length);
      expect(Buffer.compare(inflated, data), `for ${JSON.stringify(options)}`).toBe(0);
    }
  });

  it('inflates large data with many blocks of each kind', () => {
    const random = new RandomSource(2);
    for (const length of [40_000, 65_536, 200_000]) {
      for (const level of [0, 1, 6, 9]) {
        const data = makeSample(random, length);
        const stream = deflateSync(data, { level, memLevel: 1 });
        expect(Buffer.compare(inflateZlib(stream, length), data)).toBe(0);
      }
    }
  });

  it('inflates a stream of no bytes at all', () => {
    expect(inflateZlib(deflateSync(''), 0)).toHaveLength(0);
  });

  it('agrees with zlib about every stream with one bit turned', () => {
    const data = Buffer.from('stage-1 stage-2 stage-1 zoë 2882341273 stage-1 stage-2 and so on');
    function* turnBits(stream: Uint8Array): Iterable<Uint8Array> {
      for (let bit = 0; bit < stream.length * 8; bit += 1) {
        const damaged = Uint8Array.from(stream);
        damaged[bit >>> 3]! ^= 1 << (bit & 7);
        yield damaged;
      }
    }
    for (const options of [{}, { level: 0 }, { strategy: constants.Z_FIXED }]) {
      const stream = deflateSync(Buffer.concat([data, data, Buffer.alloc(99)]), options);
      expect(disagreements(turnBits(stream))).toEqual([]);
    }
  });

  it('agrees with zlib about 12000 damaged streams', () => {
    const random = new RandomSource(3);
    function* damageStreams(): Iterable<Uint8Array> {
      for (let run = 0; run < 300; run += 1) {
        const stream = deflateSync(makeSample(random, 1 + random.below(300)), makeOptions(random));
        for (let i = 0; i < 40; i += 1) yield mutateBytes(stream, random);
      }
    }
    expect(disagreements(damageStreams())).toEqual([]);
  });

  it('agrees with zlib about 10000 damaged bodies whose checksum was put right', () => {
    const random = new RandomSource(4);
    let accepted = 0;
    function* damageBodies(): Iterable<Uint8Array> {
      for (let run = 0; run < 250; run += 1) {
        const data = makeSample(random, 1 + random.below(300));
        const body = deflateRawSync(data, makeOptions(random));
        for (let i = 0; i < 40; i += 1) {
          const damaged = mutateBytes(body, random);
          const read = inflateRawWithNode(damaged);
          if (read !== undefined) accepted += 1;
          yield wrapDeflated(read?.used ?? damaged, read?.output ?? '');
        }
      }
    }
    expect(disagreements(damageBodies())).toEqual([]);
    // The comparison is worth something only where many of them can be inflated.
    expect(accepted).toBeGreaterThan(2000);
  });

  it('agrees with zlib about 6000 bodies of random bits', () => {
    const random = new RandomSource(5);
    let accepted = 0;
    function* drawBodies(): Iterable<Uint8Array> {
      for (let run = 0; run < 6000; run += 1) {
        const bits = random.bytes(1 + random.below(60));
        bits[0] = (bits[0]! & 0xf8) | random.pick([0b001, 0b010, 0b011, 0b100, 0b101]);
        const read = inflateRawWithNode(bits);
        if (read !== undefined) accepted += 1;
        yield wrapDeflated(read?.used ?? bits, read?.output ?? '');
      }
    }
    expect(disagreements(drawBodies())).toEqual([]);
    expect(accepted).toBeGreaterThan(20);
  });

  it('agrees with zlib about every two bytes of header', () => {
    const body = deflateSync('zoë').subarray(2);
    const wrong = withoutStacks(() =>
      Array.from({ length: 0x10000 }, (_, header) => header).filter((header) => {
        const stream = Uint8Array.of(header >>> 8, header & 0xff, ...body);
        // RFC 1950, section 2.2: deflate, a window of at most 32 KiB, a check, no preset dictionary.
        const method = header >>> 8;
        const isRight =
          (method & 15) === 8 && method <= 0x78 && header % 31 === 0 && (header & 0x20) === 0;
        return (outcomeOf(() => inflateZlib(stream, 100)) === 'fine') !== isRight;
      }),
    );
    expect(wrong).toEqual([]);
    for (const first of [0x08, 0x18, 0x78, 0x88, 0x79]) {
      for (let flags = 0; flags < 256; flags += 1) {
        expect(agrees(Uint8Array.of(first, flags, ...body)), `${first} ${flags}`).toBe(true);
      }
    }
  });
});

describe('inflateZlib, given a stream that ends early or late,', () => {
  const stream = deflateSync(Buffer.from('stage-1 '.repeat(20)), { level: 9 });

  it('refuses every cut', () => {
    for (let end = 0; end < stream.length; end += 1) {
      expect(
        codeOf(() => inflateZlib(stream.subarray(0, end), 1000)),
        `${end}`,
      ).toBe('truncated');
    }
  });

  it('refuses bytes that follow', () => {
    for (const tail of [[0], [0x78, 0x9c], [...stream]]) {
      const longer = Uint8Array.of(...stream, ...tail);
      expect(codeOf(() => inflateZlib(longer, 1000))).toBe('trailing_bytes');
    }
  });

  it('refuses a wrong checksum, whichever bit is wrong', () => {
    for (let bit = 0; bit < 32; bit += 1) {
      const damaged = Uint8Array.from(stream);
      damaged[stream.length - 4 + (bit >>> 3)]! ^= 1 << (bit & 7);
      expect(codeOf(() => inflateZlib(damaged, 1000))).toBe('malformed');
    }
  });
});

describe('inflateZlib, given a block made by hand,', () => {
  const END = 256;
  const flat = { 0: 1, [END]: 1 };
  /** A block whose codes are `literals` and `distances`, then the codes of `symbols`. */
  const dynamic = (
    literals: readonly number[],
    distances: readonly number[],
    symbols: readonly number[],
  ): BitStream => {
    const stream = new BitStream().dynamicBlock(literals, distances);
    const codes = canonicalCodes(literals);
    for (const symbol of symbols) stream.code(codes[symbol]!, literals[symbol]!);
    return stream;
  };
  const refusal = (stream: BitStream, output = ''): string => {
    const bytes = wrapDeflated(stream.bytes(), output);
    expect(agrees(bytes)).toBe(true);
    return outcomeOf(() => inflateZlib(bytes, 1000));
  };

  it('reads a block with two literals and no distance', () => {
    expect(refusal(dynamic(lengthsOf(257, flat), [0], [0, 0, END]), '\0\0')).toBe('fine');
  });

  it('reads a literal code of the end alone, in one bit', () => {
    expect(refusal(dynamic(lengthsOf(257, { [END]: 1 }), [0], [END]))).toBe('fine');
  });

  it('reads a single distance code of one bit', () => {
    const literals = lengthsOf(258, { 7: 2, [END]: 2, 257: 1 });
    const codes = canonicalCodes(literals);
    const stream = dynamic(literals, [1], [7, 257]).code(0, 1).code(codes[END]!, 2);
    expect(refusal(stream, '\x07\x07\x07\x07')).toBe('fine');
    const unusedBit = dynamic(literals, [1], [7, 257]).code(1, 1).code(codes[END]!, 2);
    expect(refusal(unusedBit, '\x07\x07\x07\x07')).toBe('malformed');
  });

  it('refuses a length where the block has no distances', () => {
    const literals = lengthsOf(258, { 7: 2, [END]: 2, 257: 1 });
    expect(refusal(dynamic(literals, [0], [7, 257]).put(0, 16))).toBe('malformed');
  });

  it('refuses codes that claim more room than there is', () => {
    expect(refusal(dynamic(lengthsOf(257, { 0: 1, 1: 1, [END]: 1 }), [0], []))).toBe('malformed');
    expect(refusal(dynamic(lengthsOf(257, flat), [1, 1, 1], [END]))).toBe('malformed');
  });

  it('refuses codes that leave room, but for the single code of one bit', () => {
    expect(refusal(dynamic(lengthsOf(257, { [END]: 2 }), [0], [END]))).toBe('malformed');
    expect(refusal(dynamic(lengthsOf(257, { 0: 1, [END]: 2 }), [0], [END]))).toBe('malformed');
    expect(refusal(dynamic(lengthsOf(257, flat), [2], [END]))).toBe('malformed');
    expect(refusal(dynamic(lengthsOf(257, flat), [2, 2, 2], [END]))).toBe('malformed');
  });

  it('refuses a block that has no code for its end', () => {
    expect(refusal(dynamic(lengthsOf(257, { 0: 1, 1: 1 }), [0], [0]).put(0, 64))).toBe('malformed');
  });

  it('refuses 287 literals and lengths, and 31 distances', () => {
    expect(refusal(dynamic(lengthsOf(286, flat), lengthsOf(30, {}), [END]))).toBe('fine');
    expect(refusal(dynamic(lengthsOf(287, flat), [0], [END]))).toBe('malformed');
    expect(refusal(dynamic(lengthsOf(257, flat), lengthsOf(31, {}), [END]))).toBe('malformed');
  });

  it('refuses a code of code lengths that is impossible or incomplete', () => {
    const withLengths = (lengths: readonly number[]): BitStream => {
      const stream = new BitStream()
        .lastBlock(2)
        .put(0, 5)
        .put(0, 5)
        .put(lengths.length - 4, 4);
      for (const length of lengths) stream.put(length, 3);
      return stream.put(0, 600);
    };
    expect(refusal(withLengths([1, 1, 1, 0]))).toBe('malformed');
    expect(refusal(withLengths([0, 0, 1, 0]))).toBe('malformed');
    expect(refusal(withLengths([0, 0, 0, 0]))).toBe('malformed');
    expect(refusal(withLengths([7, 0, 0, 7]))).toBe('malformed');
  });

  /** An empty block: 256 zeros, 1 for the end, then what `distances` adds; its code lengths have these codes. */
  const emptyBlock = (
    lengthOf: Readonly<Record<number, number>>,
    distanceCount: number,
    distances: (stream: BitStream) => BitStream,
  ): BitStream => {
    const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1];
    const codes = canonicalCodes(Array.from({ length: 19 }, (_, symbol) => lengthOf[symbol] ?? 0));
    const stream = new BitStream()
      .lastBlock(2)
      .put(0, 5)
      .put(distanceCount - 1, 5)
      .put(14, 4);
    for (const symbol of order) stream.put(lengthOf[symbol] ?? 0, 3);
    stream.code(codes[18]!, lengthOf[18]!).put(138 - 11, 7);
    stream.code(codes[18]!, lengthOf[18]!).put(118 - 11, 7);
    return distances(stream.code(codes[1]!, lengthOf[1]!)).code(0, 1);
  };

  it('refuses an incomplete code of code lengths, even if nothing uses the rest of it', () => {
    const oneDistance = (stream: BitStream): BitStream => stream.code(0, 1);
    expect(refusal(emptyBlock({ 1: 1, 18: 1 }, 1, oneDistance))).toBe('fine');
    expect(refusal(emptyBlock({ 1: 1, 18: 2 }, 1, oneDistance))).toBe('malformed');
  });

  it('refuses a repetition that goes one past the last symbol', () => {
    // Symbols 1, 17 and 18 have the codes 0, 10 and 11; 17 repeats a zero three times.
    const zeros = (stream: BitStream): BitStream => stream.code(0b10, 2).put(0, 3);
    expect(refusal(emptyBlock({ 1: 1, 17: 2, 18: 2 }, 3, zeros))).toBe('fine');
    expect(refusal(emptyBlock({ 1: 1, 17: 2, 18: 2 }, 2, zeros))).toBe('malformed');
  });

  it('refuses a repeated code length with nothing before it, or past the last symbol', () => {
    // Codes of one bit for two of the symbols 16, 17, 18 and 0, which come first in the order of the RFC.
    const repeating = (first: readonly number[]): BitStream => {
      const stream = new BitStream().lastBlock(2).put(0, 5).put(0, 5).put(0, 4);
      for (const length of first) stream.put(length, 3);
      return stream;
    };
    expect(refusal(repeating([1, 0, 0, 1]).code(1, 1).put(0, 600))).toBe('malformed');
    const pastTheEnd = repeating([0, 0, 1, 1]);
    for (let i = 0; i < 2; i += 1) pastTheEnd.code(1, 1).put(127, 7);
    expect(refusal(pastTheEnd.put(0, 600))).toBe('malformed');
  });

  it('lets a repetition of code lengths go from the literals over to the distances', () => {
    const random = new RandomSource(6);
    // All 286 and 30 symbols in use, as zlib writes them: the lengths are one sequence.
    const data = random.bytes(60_000);
    for (let i = 0; i < 58_000; i += 1 + random.below(40)) {
      data.copyWithin(i + 300, Math.max(0, i - random.below(32_000)), i + random.below(258));
    }
    expect(agrees(deflateSync(data, { level: 9, memLevel: 1 }))).toBe(true);
  });

  it('refuses a reserved kind of block', () => {
    expect(refusal(new BitStream().lastBlock(3).put(0, 64))).toBe('malformed');
  });

  it('refuses fixed codes that stand for nothing', () => {
    const literal = (code: number): BitStream => new BitStream().lastBlock(1).code(code, 8);
    // Symbols 286 and 287 are 11000110 and 11000111; distances 30 and 31 are the last of five bits.
    expect(refusal(literal(0b11000110).put(0, 32))).toBe('malformed');
    expect(refusal(literal(0b11000111).put(0, 32))).toBe('malformed');
    for (const distance of [30, 31]) {
      const stream = literal(0x30).code(1, 7).code(distance, 5).put(0, 32);
      expect(refusal(stream)).toBe('malformed');
    }
  });

  it('refuses a distance that reaches before the start', () => {
    const match = (distance: number): BitStream =>
      new BitStream()
        .lastBlock(1)
        .code(0x31, 8)
        .code(1, 7)
        .code(distance - 1, 5)
        .code(0, 7);
    expect(refusal(match(1), '\x01\x01\x01\x01')).toBe('fine');
    expect(refusal(match(2))).toBe('malformed');
    expect(refusal(match(4))).toBe('malformed');
  });

  it('reaches back 32768 bytes', () => {
    const data = new RandomSource(7).bytes(32_768 + 300);
    data.copyWithin(32_768, 0, 300);
    const stored = Uint8Array.of(0, 0x00, 0x80, 0xff, 0x7f, ...data.subarray(0, 32_768));
    // Length symbol 285 is 11000101, distance 29 with all 13 extra bits set is 32768; then 42 more bytes by symbol 273.
    const copies = new BitStream().lastBlock(1).code(0b11000101, 8).code(29, 5).put(8191, 13);
    copies
      .code(273 - 256, 7)
      .put(42 - 35, 3)
      .code(29, 5)
      .put(8191, 13)
      .code(0, 7);
    const stream = wrapDeflated(Uint8Array.of(...stored, ...copies.bytes()), data);
    expect(agrees(stream)).toBe(true);
    expect(Buffer.compare(inflateZlib(stream, data.length), data)).toBe(0);
  });

  it('refuses a stored block whose length contradicts itself or the stream', () => {
    const stored = (...bytes: number[]): BitStream => {
      const stream = new BitStream().lastBlock(0).align();
      for (const byte of bytes) stream.put(byte, 8);
      return stream;
    };
    expect(refusal(stored(1, 0, 0xfe, 0xff, 65), 'A')).toBe('fine');
    expect(refusal(stored(1, 0, 0xff, 0xff, 65), 'A')).toBe('malformed');
    expect(refusal(stored(1, 0, 0xfe, 0xfe, 65), 'A')).toBe('malformed');
    expect(refusal(stored(9, 0, 0xf6, 0xff, 65), 'A')).toBe('truncated');
    expect(refusal(new BitStream().lastBlock(0).align(1).put(0xffff0000, 32))).toBe('fine');
  });
});

describe('inflateZlib, given a limit,', () => {
  it('inflates exactly that much, and no byte more', () => {
    for (const level of [0, 1, 9]) {
      const stream = deflateSync(makeSample(new RandomSource(8), 5000), { level });
      expect(inflateZlib(stream, 5000)).toHaveLength(5000);
      expect(codeOf(() => inflateZlib(stream, 4999))).toBe('inflate_limit');
      expect(codeOf(() => inflateZlib(stream, 0))).toBe('inflate_limit');
    }
  });

  it.each([
    ['zeros', Buffer.alloc(50_000_000)],
    ['a repeated text', Buffer.alloc(50_000_000, 'stage-1 ')],
  ])('stops at it in a bomb of 50 MB of %s, without the memory for more', (_name, data) => {
    const bomb = deflateSync(data, { level: 9 });
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().arrayBuffers;
    const startedAt = performance.now();
    expect(codeOf(() => inflateZlib(bomb, 65_536))).toBe('inflate_limit');
    const tookMilliseconds = performance.now() - startedAt;
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(500_000);
    // It takes about one; the whole bomb would take half a second and more.
    expect(tookMilliseconds).toBeLessThan(250);
  });

  it('does not reserve what a long stream of small output seems to need', () => {
    const stored = Buffer.from([0, 0, 0, 0xff, 0xff]);
    const stream = wrapDeflated(
      Buffer.concat([...Array.from({ length: 20_000 }, () => stored), Buffer.from([3, 0])]),
      '',
    );
    const before = process.memoryUsage().arrayBuffers;
    expect(inflateZlib(stream, 65_536)).toHaveLength(0);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(500_000);
  });
});
