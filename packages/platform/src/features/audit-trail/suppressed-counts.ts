/** How many rejections were not written one by one. */
export interface Suppressed {
  /** By code. */
  readonly counts: Readonly<Record<string, number>>;
  readonly total: number;
  /** When the first one came, Unix seconds. */
  readonly firstAt: number;
  /** When the last one came, Unix seconds. */
  readonly lastAt: number;
}

/** A flood that goes on gets a row in so many seconds. */
const SECONDS_PER_ROW = 10;
/** Codes are ours, and few; should they not be, the others are counted as one. */
const MAX_CODES = 100;
const OTHER = 'other';

/** Counts the rejections that are not written one by one. */
export class SuppressedCounts {
  readonly #counts = new Map<string, number>();
  #firstAt = 0;
  #lastAt = 0;
  #takenAt: number | undefined;

  /** Whether there is nothing to tell of. */
  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /** Counts some with that code. `at` is Unix seconds. */
  add(code: string, at: number, count = 1): void {
    if (this.isEmpty) this.#firstAt = at;
    this.#lastAt = Math.max(at, this.isEmpty ? at : this.#lastAt);
    const isKnown = this.#counts.has(code) || this.#counts.size < MAX_CODES;
    const name = isKnown ? code : OTHER;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  /** What was counted, which then begins at 0; undefined where there is nothing, or the last one was just taken. */
  take(now: number, isLast: boolean): Suppressed | undefined {
    const isTooSoon =
      this.#takenAt !== undefined && Math.abs(now - this.#takenAt) < SECONDS_PER_ROW;
    if (this.isEmpty || (isTooSoon && !isLast)) return undefined;
    const counts = Object.fromEntries(this.#counts);
    const total = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    const taken = { counts, total, firstAt: this.#firstAt, lastAt: this.#lastAt };
    this.#counts.clear();
    this.#takenAt = now;
    return taken;
  }

  /** Counts again what was taken and could not be written. */
  restore({ counts, firstAt, lastAt }: Suppressed): void {
    for (const [code, count] of Object.entries(counts)) this.add(code, lastAt, count);
    this.#firstAt = Math.min(firstAt, this.#firstAt);
    this.#takenAt = undefined;
  }
}
