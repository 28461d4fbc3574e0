import { int32At } from '../wire/typed-arrays.js';

/** Rounds that are written out, so that the engine can overlap them and keep all 24 words in registers. */
const UNROLLED_ROUNDS = 16;
const ROUNDS = 64;

// First 32 bits of the fractional parts of the cube roots of the first 64 primes: FIPS 180-4, section 4.2.2.
const ROUND_CONSTANTS = /* @__PURE__ */ Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);

const rotr = (x: number, count: number): number => (x >>> count) | (x << (32 - count));

/**
 * The compression function of SHA-256: absorbs the 16 words of `block` into the 8 words of `state`. FIPS 180-4,
 * section 6.2.2.
 *
 * A loop over single rounds with the schedule in an array says the same in a third of the lines, and takes a third
 * longer (`bench/`), which is felt because a token is thirteen blocks of hashing and little else.
 */
export function compressBlock(state: Int32Array, block: Int32Array): void {
  let a = int32At(state, 0), b = int32At(state, 1), c = int32At(state, 2), d = int32At(state, 3),
    e = int32At(state, 4), f = int32At(state, 5), g = int32At(state, 6), h = int32At(state, 7);
  let w0 = int32At(block, 0), w1 = int32At(block, 1), w2 = int32At(block, 2), w3 = int32At(block, 3),
    w4 = int32At(block, 4), w5 = int32At(block, 5), w6 = int32At(block, 6), w7 = int32At(block, 7),
    w8 = int32At(block, 8), w9 = int32At(block, 9), w10 = int32At(block, 10), w11 = int32At(block, 11),
    w12 = int32At(block, 12), w13 = int32At(block, 13), w14 = int32At(block, 14), w15 = int32At(block, 15);
  let t1 = 0;
  for (let t = 0; ; t += UNROLLED_ROUNDS) {
    // Step 3: a round moves every variable one on; instead of moving them, each line uses the next names.
    t1 = (h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + int32At(ROUND_CONSTANTS, t + 0) + w0) | 0; d = (d + t1) | 0;
    h = (t1 + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    t1 = (g + (rotr(d, 6) ^ rotr(d, 11) ^ rotr(d, 25)) + ((d & e) ^ (~d & f)) + int32At(ROUND_CONSTANTS, t + 1) + w1) | 0; c = (c + t1) | 0;
    g = (t1 + (rotr(h, 2) ^ rotr(h, 13) ^ rotr(h, 22)) + ((h & a) ^ (h & b) ^ (a & b))) | 0;
    t1 = (f + (rotr(c, 6) ^ rotr(c, 11) ^ rotr(c, 25)) + ((c & d) ^ (~c & e)) + int32At(ROUND_CONSTANTS, t + 2) + w2) | 0; b = (b + t1) | 0;
    f = (t1 + (rotr(g, 2) ^ rotr(g, 13) ^ rotr(g, 22)) + ((g & h) ^ (g & a) ^ (h & a))) | 0;
    t1 = (e + (rotr(b, 6) ^ rotr(b, 11) ^ rotr(b, 25)) + ((b & c) ^ (~b & d)) + int32At(ROUND_CONSTANTS, t + 3) + w3) | 0; a = (a + t1) | 0;
    e = (t1 + (rotr(f, 2) ^ rotr(f, 13) ^ rotr(f, 22)) + ((f & g) ^ (f & h) ^ (g & h))) | 0;
    t1 = (d + (rotr(a, 6) ^ rotr(a, 11) ^ rotr(a, 25)) + ((a & b) ^ (~a & c)) + int32At(ROUND_CONSTANTS, t + 4) + w4) | 0; h = (h + t1) | 0;
    d = (t1 + (rotr(e, 2) ^ rotr(e, 13) ^ rotr(e, 22)) + ((e & f) ^ (e & g) ^ (f & g))) | 0;
    t1 = (c + (rotr(h, 6) ^ rotr(h, 11) ^ rotr(h, 25)) + ((h & a) ^ (~h & b)) + int32At(ROUND_CONSTANTS, t + 5) + w5) | 0; g = (g + t1) | 0;
    c = (t1 + (rotr(d, 2) ^ rotr(d, 13) ^ rotr(d, 22)) + ((d & e) ^ (d & f) ^ (e & f))) | 0;
    t1 = (b + (rotr(g, 6) ^ rotr(g, 11) ^ rotr(g, 25)) + ((g & h) ^ (~g & a)) + int32At(ROUND_CONSTANTS, t + 6) + w6) | 0; f = (f + t1) | 0;
    b = (t1 + (rotr(c, 2) ^ rotr(c, 13) ^ rotr(c, 22)) + ((c & d) ^ (c & e) ^ (d & e))) | 0;
    t1 = (a + (rotr(f, 6) ^ rotr(f, 11) ^ rotr(f, 25)) + ((f & g) ^ (~f & h)) + int32At(ROUND_CONSTANTS, t + 7) + w7) | 0; e = (e + t1) | 0;
    a = (t1 + (rotr(b, 2) ^ rotr(b, 13) ^ rotr(b, 22)) + ((b & c) ^ (b & d) ^ (c & d))) | 0;
    t1 = (h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + int32At(ROUND_CONSTANTS, t + 8) + w8) | 0; d = (d + t1) | 0;
    h = (t1 + (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    t1 = (g + (rotr(d, 6) ^ rotr(d, 11) ^ rotr(d, 25)) + ((d & e) ^ (~d & f)) + int32At(ROUND_CONSTANTS, t + 9) + w9) | 0; c = (c + t1) | 0;
    g = (t1 + (rotr(h, 2) ^ rotr(h, 13) ^ rotr(h, 22)) + ((h & a) ^ (h & b) ^ (a & b))) | 0;
    t1 = (f + (rotr(c, 6) ^ rotr(c, 11) ^ rotr(c, 25)) + ((c & d) ^ (~c & e)) + int32At(ROUND_CONSTANTS, t + 10) + w10) | 0; b = (b + t1) | 0;
    f = (t1 + (rotr(g, 2) ^ rotr(g, 13) ^ rotr(g, 22)) + ((g & h) ^ (g & a) ^ (h & a))) | 0;
    t1 = (e + (rotr(b, 6) ^ rotr(b, 11) ^ rotr(b, 25)) + ((b & c) ^ (~b & d)) + int32At(ROUND_CONSTANTS, t + 11) + w11) | 0; a = (a + t1) | 0;
    e = (t1 + (rotr(f, 2) ^ rotr(f, 13) ^ rotr(f, 22)) + ((f & g) ^ (f & h) ^ (g & h))) | 0;
    t1 = (d + (rotr(a, 6) ^ rotr(a, 11) ^ rotr(a, 25)) + ((a & b) ^ (~a & c)) + int32At(ROUND_CONSTANTS, t + 12) + w12) | 0; h = (h + t1) | 0;
    d = (t1 + (rotr(e, 2) ^ rotr(e, 13) ^ rotr(e, 22)) + ((e & f) ^ (e & g) ^ (f & g))) | 0;
    t1 = (c + (rotr(h, 6) ^ rotr(h, 11) ^ rotr(h, 25)) + ((h & a) ^ (~h & b)) + int32At(ROUND_CONSTANTS, t + 13) + w13) | 0; g = (g + t1) | 0;
    c = (t1 + (rotr(d, 2) ^ rotr(d, 13) ^ rotr(d, 22)) + ((d & e) ^ (d & f) ^ (e & f))) | 0;
    t1 = (b + (rotr(g, 6) ^ rotr(g, 11) ^ rotr(g, 25)) + ((g & h) ^ (~g & a)) + int32At(ROUND_CONSTANTS, t + 14) + w14) | 0; f = (f + t1) | 0;
    b = (t1 + (rotr(c, 2) ^ rotr(c, 13) ^ rotr(c, 22)) + ((c & d) ^ (c & e) ^ (d & e))) | 0;
    t1 = (a + (rotr(f, 6) ^ rotr(f, 11) ^ rotr(f, 25)) + ((f & g) ^ (~f & h)) + int32At(ROUND_CONSTANTS, t + 15) + w15) | 0; e = (e + t1) | 0;
    a = (t1 + (rotr(b, 2) ^ rotr(b, 13) ^ rotr(b, 22)) + ((b & c) ^ (b & d) ^ (c & d))) | 0;
    if (t === ROUNDS - UNROLLED_ROUNDS) break;
    // Step 1: the next 16 words of the message schedule, in place of the last.
    w0 = (w0 + (rotr(w1, 7) ^ rotr(w1, 18) ^ (w1 >>> 3)) + w9 + (rotr(w14, 17) ^ rotr(w14, 19) ^ (w14 >>> 10))) | 0;
    w1 = (w1 + (rotr(w2, 7) ^ rotr(w2, 18) ^ (w2 >>> 3)) + w10 + (rotr(w15, 17) ^ rotr(w15, 19) ^ (w15 >>> 10))) | 0;
    w2 = (w2 + (rotr(w3, 7) ^ rotr(w3, 18) ^ (w3 >>> 3)) + w11 + (rotr(w0, 17) ^ rotr(w0, 19) ^ (w0 >>> 10))) | 0;
    w3 = (w3 + (rotr(w4, 7) ^ rotr(w4, 18) ^ (w4 >>> 3)) + w12 + (rotr(w1, 17) ^ rotr(w1, 19) ^ (w1 >>> 10))) | 0;
    w4 = (w4 + (rotr(w5, 7) ^ rotr(w5, 18) ^ (w5 >>> 3)) + w13 + (rotr(w2, 17) ^ rotr(w2, 19) ^ (w2 >>> 10))) | 0;
    w5 = (w5 + (rotr(w6, 7) ^ rotr(w6, 18) ^ (w6 >>> 3)) + w14 + (rotr(w3, 17) ^ rotr(w3, 19) ^ (w3 >>> 10))) | 0;
    w6 = (w6 + (rotr(w7, 7) ^ rotr(w7, 18) ^ (w7 >>> 3)) + w15 + (rotr(w4, 17) ^ rotr(w4, 19) ^ (w4 >>> 10))) | 0;
    w7 = (w7 + (rotr(w8, 7) ^ rotr(w8, 18) ^ (w8 >>> 3)) + w0 + (rotr(w5, 17) ^ rotr(w5, 19) ^ (w5 >>> 10))) | 0;
    w8 = (w8 + (rotr(w9, 7) ^ rotr(w9, 18) ^ (w9 >>> 3)) + w1 + (rotr(w6, 17) ^ rotr(w6, 19) ^ (w6 >>> 10))) | 0;
    w9 = (w9 + (rotr(w10, 7) ^ rotr(w10, 18) ^ (w10 >>> 3)) + w2 + (rotr(w7, 17) ^ rotr(w7, 19) ^ (w7 >>> 10))) | 0;
    w10 = (w10 + (rotr(w11, 7) ^ rotr(w11, 18) ^ (w11 >>> 3)) + w3 + (rotr(w8, 17) ^ rotr(w8, 19) ^ (w8 >>> 10))) | 0;
    w11 = (w11 + (rotr(w12, 7) ^ rotr(w12, 18) ^ (w12 >>> 3)) + w4 + (rotr(w9, 17) ^ rotr(w9, 19) ^ (w9 >>> 10))) | 0;
    w12 = (w12 + (rotr(w13, 7) ^ rotr(w13, 18) ^ (w13 >>> 3)) + w5 + (rotr(w10, 17) ^ rotr(w10, 19) ^ (w10 >>> 10))) | 0;
    w13 = (w13 + (rotr(w14, 7) ^ rotr(w14, 18) ^ (w14 >>> 3)) + w6 + (rotr(w11, 17) ^ rotr(w11, 19) ^ (w11 >>> 10))) | 0;
    w14 = (w14 + (rotr(w15, 7) ^ rotr(w15, 18) ^ (w15 >>> 3)) + w7 + (rotr(w12, 17) ^ rotr(w12, 19) ^ (w12 >>> 10))) | 0;
    w15 = (w15 + (rotr(w0, 7) ^ rotr(w0, 18) ^ (w0 >>> 3)) + w8 + (rotr(w13, 17) ^ rotr(w13, 19) ^ (w13 >>> 10))) | 0;
  }
  state[0] = int32At(state, 0) + a;
  state[1] = int32At(state, 1) + b;
  state[2] = int32At(state, 2) + c;
  state[3] = int32At(state, 3) + d;
  state[4] = int32At(state, 4) + e;
  state[5] = int32At(state, 5) + f;
  state[6] = int32At(state, 6) + g;
  state[7] = int32At(state, 7) + h;
}
