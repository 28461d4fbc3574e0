import { deflateSync, inflateSync } from 'node:zlib';

/** Puts deflate streams together bit by bit: RFC 1951, section 3.1.1. */
export class BitStream {
  readonly #bits: number[] = [];

  /** A number, from its lowest bit up. */
  put(value: number, count: number): this {
    for (let i = 0; i < count; i += 1) this.#bits.push((value >>> i) & 1);
    return this;
  }

  /** A Huffman code, from its highest bit down. */
  code(value: number, length: number): this {
    for (let i = length - 1; i >= 0; i -= 1) this.#bits.push((value >>> i) & 1);
    return this;
  }

  /** Fills the byte that was begun with `bit`. */
  align(bit = 0): this {
    while (this.#bits.length % 8 !== 0) this.#bits.push(bit);
    return this;
  }

  /** The header of a last block. Kinds: 0 stored, 1 fixed codes, 2 dynamic codes, 3 reserved. */
  lastBlock(kind: number): this {
    return this.put(1, 1).put(kind, 2);
  }

  /** The code lengths of a last block with dynamic codes: one for each literal or length symbol, and distance symbol. */
  dynamicBlock(literals: readonly number[], distances: readonly number[]): this {
    this.lastBlock(2)
      .put(literals.length - 257, 5)
      .put(distances.length - 1, 5);
    this.flatCodeLengthCode();
    for (const length of [...literals, ...distances]) this.code(length, 4);
    return this;
  }

  /** The code for the code lengths: 4 bits for each of 0 to 15, no repeats. RFC 1951, section 3.2.7. */
  flatCodeLengthCode(): this {
    this.put(15, 4).put(0, 9);
    for (let i = 0; i < 16; i += 1) this.put(4, 3);
    return this;
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    for (const [i, bit] of this.#bits.entries()) bytes[i >>> 3]! |= bit << (i & 7);
    return bytes;
  }
}

/** Code lengths: 0 for `count` symbols, but for those that are named. */
export function lengthsOf(count: number, named: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: count }, (_, symbol) => named[symbol] ?? 0);
}

/** Deflated bytes as a zlib stream of `output`: header before, checksum (by node:zlib) after. */
export function wrapDeflated(deflated: Uint8Array, output: Uint8Array | string): Uint8Array {
  return Uint8Array.of(0x78, 0x9c, ...deflated, ...deflateSync(output).subarray(-4));
}

/** What node:zlib makes of a stream, or undefined where it refuses it or does not need all of it. */
export function inflateWithNode(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const result: unknown = inflateSync(bytes, { info: true });
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
    return engine.bytesWritten === bytes.length ? buffer : undefined;
  } catch {
    return undefined;
  }
}

/** The canonical code of each symbol, by the algorithm of RFC 1951, section 3.2.2, step by step. */
export function canonicalCodes(lengths: readonly number[]): number[] {
  const countOf = (length: number): number => lengths.filter((other) => other === length).length;
  const next: number[] = [0, 0];
  for (let bits = 1; bits <= 15; bits += 1) {
    next[bits] = ((next[bits - 1] ?? 0) + (bits === 1 ? 0 : countOf(bits - 1))) * 2;
  }
  return lengths.map((length) => {
    if (length === 0) return 0;
    next[length]! += 1;
    return next[length]! - 1;
  });
}
