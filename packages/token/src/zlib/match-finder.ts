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
  /** How many bytes the match that `next` found repeats. */
  length = 0;
  /** How far back it begins. */
  distance = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    newest.fill(-1);
    if (older.length < bytes.length) older = new Int32Array(bytes.length);
  }

  /**
   * The first place from `from` on where something earlier is repeated, or the end where there is none. `length` and
   * `distance` then say what. Every place up to there is remembered.
   */
  next(from: number): number {
    const lastStart = this.#bytes.length - MIN_MATCH;
    for (let at = from; at <= lastStart; at += 1) {
      const candidate = this.#remember(at);
      if (candidate >= 0 && this.#chooseLongest(at, candidate)) return at;
    }
    this.length = 0;
    return this.#bytes.length;
  }

  /** Remembers the places from `from` up to `to`, where matches may begin. */
  remember(from: number, to: number): void {
    const end = Math.min(to, this.#bytes.length - MIN_MATCH + 1);
    for (let at = from; at < end; at += 1) this.#remember(at);
  }

  /** Remembers that a match may begin at `at`, and returns the newest earlier place with the same hash, or -1. */
  #remember(at: number): number {
    const hash = this.#hash(at);
    const earlier = int32At(newest, hash);
    older[at] = earlier;
    newest[hash] = at;
    return earlier;
  }

  /** Takes the longest of the copies that begin at the candidates, the nearest of equals; false where none is one. */
  #chooseLongest(at: number, newestCandidate: number): boolean {
    let candidate = newestCandidate;
    this.length = MIN_MATCH - 1;
    for (let left = MAX_CANDIDATES; left > 0 && candidate >= 0; left -= 1) {
      if (at - candidate > MAX_DISTANCE) break;
      const length = this.#commonLength(candidate, at);
      if (length > this.length) {
        this.length = length;
        this.distance = at - candidate;
      }
      candidate = int32At(older, candidate);
    }
    return this.length >= MIN_MATCH;
  }

  /** Of the three bytes at `at`, the least that a match can have. */
  #hash(at: number): number {
    const bytes = this.#bytes;
    const three = (byteAt(bytes, at) << 16) | (byteAt(bytes, at + 1) << 8) | byteAt(bytes, at + 2);
    // Fibonacci hashing: multiplying by 2^32 over the golden ratio spreads near values apart.
    return Math.imul(three, 0x9e3779b1) >>> (32 - HASH_BITS);
  }

  /** How many bytes are the same, up to the longest match. The two may overlap: then the match repeats itself. */
  #commonLength(earlier: number, at: number): number {
    const bytes = this.#bytes;
    const most = Math.min(MAX_MATCH, bytes.length - at);
    let length = 0;
    while (length < most && byteAt(bytes, earlier + length) === byteAt(bytes, at + length))
      length += 1;
    return length;
  }
}
