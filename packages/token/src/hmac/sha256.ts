/** Bytes that one round of the compression function takes: FIPS 180-4, section 1. */
export const BLOCK_BYTES = 64;
/** Bytes of a digest. */
export const DIGEST_BYTES = 32;

// First 32 bits of the fractional parts of the cube roots of the first 64 primes: FIPS 180-4, section 4.2.2.
// prettier-ignore
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

// First 32 bits of the fractional parts of the square roots of the first 8 primes: FIPS 180-4, section 5.3.3.
// prettier-ignore
const INITIAL_STATE = /* @__PURE__ */ Int32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);

// The one computation that can run at a time works here, because a new typed array costs as much as a block. Nothing
// between the first and the last step of a digest may yield or call out.
const state = /* @__PURE__ */ new Int32Array(8);
const schedule = /* @__PURE__ */ new Int32Array(64);

// Typed arrays are dense: the default only tells the compiler so, and costs nothing.
const word = (words: Int32Array, index: number): number => words[index] ?? 0;

function wordAt(bytes: Uint8Array, offset: number): number {
  const upper = ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
  const lower = ((bytes[offset + 2] ?? 0) << 8) | (bytes[offset + 3] ?? 0);
  return (upper << 16) | lower;
}

/** The word at `offset`, which may reach past the end: there the message is padded with one bit and zeros. */
function paddedWordAt(bytes: Uint8Array, offset: number): number {
  if (offset + 4 <= bytes.length) return wordAt(bytes, offset);
  let value = 0;
  for (let i = offset; i < offset + 4; i += 1) {
    value = (value << 8) | (i === bytes.length ? 0x80 : (bytes[i] ?? 0));
  }
  return value;
}

/** The rest of the message schedule, from its first 16 words: FIPS 180-4, section 6.2.2, step 1. */
function expand(): void {
  for (let t = 16; t < 64; t += 1) {
    const w2 = word(schedule, t - 2);
    const w15 = word(schedule, t - 15);
    const s1 = ((w2 >>> 17) | (w2 << 15)) ^ ((w2 >>> 19) | (w2 << 13)) ^ (w2 >>> 10);
    const s0 = ((w15 >>> 7) | (w15 << 25)) ^ ((w15 >>> 18) | (w15 << 14)) ^ (w15 >>> 3);
    schedule[t] = s1 + word(schedule, t - 7) + s0 + word(schedule, t - 16);
  }
}

/** Absorbs the block in the first 16 words of the schedule: FIPS 180-4, section 6.2.2, steps 2 to 4. */
function compress(): void {
  expand();
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  let e = word(state, 4);
  let f = word(state, 5);
  let g = word(state, 6);
  let h = word(state, 7);
  for (let t = 0; t < 64; t += 1) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + sum1 + choice + word(ROUND_CONSTANTS, t) + word(schedule, t)) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + sum0 + majority) | 0;
  }
  state[0] = word(state, 0) + a;
  state[1] = word(state, 1) + b;
  state[2] = word(state, 2) + c;
  state[3] = word(state, 3) + d;
  state[4] = word(state, 4) + e;
  state[5] = word(state, 5) + f;
  state[6] = word(state, 6) + g;
  state[7] = word(state, 7) + h;
}

/** Starts a digest. */
export function begin(): void {
  for (let i = 0; i < 8; i += 1) state[i] = word(INITIAL_STATE, i);
}

/** Absorbs one block: `key`, at most 64 bytes and filled up with zeros, XOR `pad` in each byte. For HMAC. */
export function absorbKey(key: Uint8Array, pad: number): void {
  const padWord = pad * 0x01010101;
  for (let t = 0; t < 16; t += 1) schedule[t] = padWord;
  for (let i = 0; i < key.length; i += 1) {
    const t = i >>> 2;
    schedule[t] = word(schedule, t) ^ ((key[i] ?? 0) << (24 - (i & 3) * 8));
  }
  compress();
}

/** Absorbs the last bytes, fewer than 64, with padding and length: FIPS 180-4, section 5.1.1. */
function absorbTail(bytes: Uint8Array, offset: number, totalBytes: number): void {
  for (let t = 0; t < 16; t += 1) schedule[t] = paddedWordAt(bytes, offset + t * 4);
  if (bytes.length - offset > BLOCK_BYTES - 9) {
    compress();
    for (let t = 0; t < 16; t += 1) schedule[t] = 0;
  }
  schedule[14] = totalBytes / 2 ** 29;
  schedule[15] = totalBytes << 3;
  compress();
}

/**
 * Absorbs `rest`, the end of the message, and writes the 32 bytes of the digest to `digest`, which may be `rest`.
 * `absorbedBytes`: how many came before, a multiple of 64.
 */
export function finish(rest: Uint8Array, absorbedBytes: number, digest: Uint8Array): void {
  let at = 0;
  for (; at + BLOCK_BYTES <= rest.length; at += BLOCK_BYTES) {
    for (let t = 0; t < 16; t += 1) schedule[t] = wordAt(rest, at + t * 4);
    compress();
  }
  absorbTail(rest, at, absorbedBytes + rest.length);
  for (let i = 0; i < DIGEST_BYTES; i += 1) {
    digest[i] = word(state, i >>> 2) >>> (24 - (i & 3) * 8);
  }
}

/** SHA-256 of `message`: 32 bytes. FIPS 180-4. */
export function sha256(message: Uint8Array): Uint8Array {
  const digest = new Uint8Array(DIGEST_BYTES);
  begin();
  finish(message, 0, digest);
  return digest;
}
