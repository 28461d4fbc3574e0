import { computePrimeFractions } from './prime-fractions.js';

const ROUNDS = 64;
const BLOCK_WORDS = 16;

// FIPS 180-4, section 4.2.2.
const ROUND_CONSTANTS = /* @__PURE__ */ computePrimeFractions(ROUNDS, Math.cbrt);

const schedule = /* @__PURE__ */ new Int32Array(ROUNDS);

/**
 * The compression function of SHA-256: absorbs the 16 words of `block` into the first 8 words of `from`, and writes the
 * outcome to the first 8 words of `to`, which may be `from`. FIPS 180-4, section 6.2.2.
 *
 * The short form, for bundles. Node.js takes the one of `compress-block-unrolled.ts`, which comes to the same: see `imports`
 * in package.json. Arrays are read in place, which engines do faster than through a function.
 */
export function compressBlock(from: Int32Array, block: Int32Array, to: Int32Array): void {
  let a = from[0]!;
  let b = from[1]!;
  let c = from[2]!;
  let d = from[3]!;
  let e = from[4]!;
  let f = from[5]!;
  let g = from[6]!;
  let h = from[7]!;
  for (let t = 0; t < ROUNDS; t += 1) {
    let word = 0;
    if (t < BLOCK_WORDS) {
      word = block[t]!;
    } else {
      const x = schedule[t - 15]!;
      const y = schedule[t - 2]!;
      const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      word = (sigma0 + schedule[t - 7]! + sigma1 + schedule[t - 16]!) | 0;
    }
    schedule[t] = word;
    // Sums of three rotations, the outer ones nested into the inner.
    let sum = ((e >>> 14) | (e << 18)) ^ e;
    sum = ((sum >>> 5) | (sum << 27)) ^ e;
    sum = (sum >>> 6) | (sum << 26);
    const added = (h + sum + (g ^ (e & (f ^ g))) + ROUND_CONSTANTS[t]! + word) | 0;
    sum = ((a >>> 9) | (a << 23)) ^ a;
    sum = ((sum >>> 11) | (sum << 21)) ^ a;
    sum = (sum >>> 2) | (sum << 30);
    const majority = (a & b) | (c & (a | b));
    h = g;
    g = f;
    f = e;
    e = (d + added) | 0;
    d = c;
    c = b;
    b = a;
    a = (added + sum + majority) | 0;
  }
  to[0] = from[0]! + a;
  to[1] = from[1]! + b;
  to[2] = from[2]! + c;
  to[3] = from[3]! + d;
  to[4] = from[4]! + e;
  to[5] = from[5]! + f;
  to[6] = from[6]! + g;
  to[7] = from[7]! + h;
}
