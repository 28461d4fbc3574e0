import { MAX_DISTANCE, MAX_MATCH, MIN_MATCH } from './symbols.js';
import { byteAt, int32At } from '../wire/typed-arrays.js';

/** Matches are looked for among the places with the same hash of three bytes, the newest this many. */
const MAX_CANDIDATES = 8;
const HASH_BITS = 9;

// Scratch of the one search that can run at a time: new typed arrays would cost as much as the search.
const newest = /* @__PURE__ */ new Int32Array(1 << HASH_BITS);
let older = /* @__PURE__ */ new Int32Array(512);

/**
 * Finds earlier copies of what comes next. Places with the same hash of three bytes form a chain, newest first:
 * `newest[hash]` begins it and `older[place]` goes on, -1 ends it. A hash can be shared by chance, so candidates are
 * compared byte by byte. One search at a time.
 */
export class MatchFinder {
  /** How far back the match that `find` found begins. */
  distance = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    newest.fill(-1);
    if (older.length < bytes.length) older = new Int32Array(bytes.length);
  }

  /** The length of the longest earlier copy of what begins at `at`, the nearest of equals; 0 for none. */
  find(at: number): number {
    let candidate = this.remember(at);
    let longest = MIN_MATCH - 1;
    for (let left = MAX_CANDIDATES; left > 0 && candidate >= 0; left -= 1) {
      if (at - candidate > MAX_DISTANCE) break;
      const length = this.#commonLength(candidate, at);
      if (length > longest) {
        longest = length;
        this.distance = at - candidate;
      }
      candidate = int32At(older, candidate);
    }
    return longest < MIN_MATCH ? 0 : longest;
  }

  /** Remembers that a match may begin at `at`, and returns the newest earlier place with the same hash, or -1. */
  remember(at: number): number {
    if (at + MIN_MATCH > this.#bytes.length) return -1;
    const hash = this.#hash(at);
    const earlier = int32At(newest, hash);
    older[at] = earlier;
    newest[hash] = at;
    return earlier;
  }

  #hash(at: number): number {
    const three = (this.#byte(at) << 16) | (this.#byte(at + 1) << 8) | this.#byte(at + 2);
    // Fibonacci hashing: multiplying by 2^32 over the golden ratio spreads near values apart.
    return Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS);
  }

  #commonLength(earlier: number, at: number): number {
    const most = Math.min(MAX_MATCH, this.#bytes.length - at);
    let length = 0;
    while (length < most && this.#byte(earlier + length) === this.#byte(at + length)) length += 1;
    return length;
  }

  #byte(at: number): number {
    return byteAt(this.#bytes, at);
  }
}
