import { byteAt, int32At } from '../wire/typed-arrays.js';

const UTF8 = new TextEncoder();
const BLOCK_BYTES = 64;

// floor(2^32 * |sin(i + 1)|): RFC 1321, section 3.4.
const SINES = /* @__PURE__ */ Int32Array.from({ length: 64 }, (_, i) =>
  Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32),
);
/** How far the steps of a round rotate, four in turn, for each of the four rounds. */
// prettier-ignore
const SHIFTS = /* @__PURE__ */ Uint8Array.of(7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21);
/** Which word a step takes, for each of the rounds: so many words on from the last step's. */
const STRIDES = /* @__PURE__ */ Uint8Array.of(1, 5, 3, 7);
/** Which word its first step takes. */
const STARTS = /* @__PURE__ */ Uint8Array.of(0, 1, 5, 0);

/** The bytes as little-endian words, with the bit that ends a message, and its length in bits. */
function padToWords(bytes: Uint8Array): Int32Array {
  const blocks = Math.ceil((bytes.length + 9) / BLOCK_BYTES);
  const words = new Int32Array(blocks * 16);
  for (let i = 0; i < bytes.length; i += 1) {
    words[i >>> 2] = int32At(words, i >>> 2) | (byteAt(bytes, i) << ((i & 3) * 8));
  }
  const end = bytes.length >>> 2;
  words[end] = int32At(words, end) | (0x80 << ((bytes.length & 3) * 8));
  words[words.length - 2] = bytes.length * 8;
  return words;
}

/** The function of a round: RFC 1321, section 3.4. */
function mix(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return (d & b) | (~d & c);
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
}

/** Absorbs the 16 words from `offset` on. */
function absorbBlock(state: Int32Array, words: Int32Array, offset: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step += 1) {
    const round = step >>> 4;
    const word = (byteAt(STARTS, round) + (step & 15) * byteAt(STRIDES, round)) & 15;
    const sum = a + mix(round, b, c, d) + int32At(SINES, step) + int32At(words, offset + word);
    const shift = byteAt(SHIFTS, round * 4 + (step & 3));
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | ((sum | 0) >>> (32 - shift)))) | 0];
  }
  state.set([a, b, c, d].map((value, i) => int32At(state, i) + value));
}

/** A word as its bytes, the lowest first. */
function wordToHex(word: number): string {
  const bytes = [word, word >>> 8, word >>> 16, word >>> 24];
  return bytes.map((byte) => (byte & 0xff).toString(16).padStart(2, '0')).join('');
}

/**
 * MD5 of `text` in UTF-8, as 32 lower-case hex characters. RFC 1321. Not for security: education tokens name their Chat
 * user by it.
 */
export function md5Hex(text: string): string {
  const room = new Uint8Array(text.length * 3);
  const words = padToWords(room.subarray(0, UTF8.encodeInto(text, room).written));
  const state = Int32Array.of(0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476);
  for (let offset = 0; offset < words.length; offset += 16) absorbBlock(state, words, offset);
  return Array.from(state, wordToHex).join('');
}
