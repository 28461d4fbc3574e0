import type { FuzzInput } from './fuzz-runs.js';

/** Below this time nothing is said of a usual input: engines stop for longer than that to collect garbage. */
const FLOOR_MS = 10;
/** What a short text can unpack to, and then is read like a long one. */
const UNPACKED_KB = 65.5;
const MS_PER_KB = 1;
/** Other programs and the engine itself make single calls slow: what a call takes is the least of some. */
const REPEATS = 9;
const MOST_REPEATS = 200;

function timeOf(run: () => void): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}

/** Measures calls by the text that they are given. */
export class CallStopwatch {
  /** Calls that took longer than they may. */
  readonly tooLong: string[] = [];
  #longestMs = 0;
  #longestMsPerKb = 0;

  /** Runs it, and runs it again where it took longer than any call before. */
  measure(name: string, { text, isLarge }: FuzzInput, run: () => void): void {
    const kilobytes = text.length / 1000;
    const readKilobytes = isLarge ? Math.max(UNPACKED_KB, kilobytes) : kilobytes;
    const limitMs = Math.max(FLOOR_MS, readKilobytes * MS_PER_KB);
    let tookMs = timeOf(run);
    const isRecord = tookMs > this.#longestMs || tookMs > limitMs;
    const isRecordPerKb = kilobytes >= 1 && tookMs / kilobytes > this.#longestMsPerKb;
    // One that is still too long is tried for longer: the machine may have had no time for it.
    const mostRepeats = isRecord || isRecordPerKb ? MOST_REPEATS : 0;
    for (let tries = 0; tries < mostRepeats; tries += 1) {
      if (tries >= REPEATS && tookMs <= limitMs) break;
      tookMs = Math.min(tookMs, timeOf(run));
    }
    this.#longestMs = Math.max(this.#longestMs, tookMs);
    if (kilobytes >= 1) this.#longestMsPerKb = Math.max(this.#longestMsPerKb, tookMs / kilobytes);
    if (tookMs > limitMs) this.tooLong.push(`${name}: ${tookMs} ms, ${text.slice(0, 2000)}`);
  }

  /** What was measured, in words. */
  describe(grownBytes: number): string {
    return (
      `longest call ${this.#longestMs.toFixed(2)} ms; ` +
      `of texts from 1 kB on ${this.#longestMsPerKb.toFixed(2)} ms per kB; ` +
      `memory grown by ${(grownBytes / 1e6).toFixed(2)} MB`
    );
  }
}
