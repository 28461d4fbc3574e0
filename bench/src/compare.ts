/** Two ways to do the same job, to be timed side by side. */
export interface Comparison {
  readonly job: string;
  /** Does the job once; `index` counts up, so that inputs can differ. */
  readonly ours: (index: number) => unknown;
  readonly theirs: (index: number) => unknown;
  readonly rival: string;
  /** How many times as fast ours must be. */
  readonly target: number;
}

/** What one comparison measured. */
export interface Measurement {
  readonly job: string;
  readonly rival: string;
  readonly target: number;
  /** Medians over all rounds. */
  readonly oursMicros: number;
  readonly theirsMicros: number;
  /** How many times as fast ours is, one value for each round, ascending. */
  readonly ratios: readonly number[];
}

const ROUNDS = 21;
/** Long enough that the timer's own grain does not show. */
const ROUND_MILLIS = 60;
const WARM_UP_MILLIS = 400;

/** Keeps the compiler from dropping work whose result nobody reads. */
let sink: unknown;

function runFor(
  job: (index: number) => unknown,
  millis: number,
  startIndex: number,
): { micros: number; count: number } {
  const start = performance.now();
  const deadline = start + millis;
  let count = 0;
  let now = start;
  while (now < deadline) {
    for (let i = 0; i < 50; i += 1) sink = job(startIndex + count + i);
    count += 50;
    now = performance.now();
  }
  return { micros: ((now - start) * 1000) / count, count };
}

/** The middle of `values`. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Times both in turns within one run, so that whatever else the machine does hits both alike, and whoever went first
 * in one round goes second in the next.
 */
export function compare(comparison: Comparison): Measurement {
  const { job, rival, target, ours, theirs } = comparison;
  let index = runFor(ours, WARM_UP_MILLIS, 0).count + runFor(theirs, WARM_UP_MILLIS, 0).count;
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const order = round % 2 === 0 ? [ours, theirs] : [theirs, ours];
    const [first, second] = order.map((one) => {
      const run = runFor(one, ROUND_MILLIS, index);
      index += run.count;
      return run.micros;
    });
    const [oursMicros = 0, theirsMicros = 0] = round % 2 === 0 ? [first, second] : [second, first];
    return { oursMicros, theirsMicros };
  });
  return {
    job,
    rival,
    target,
    oursMicros: median(rounds.map((round) => round.oursMicros)),
    theirsMicros: median(rounds.map((round) => round.theirsMicros)),
    ratios: rounds.map((round) => round.theirsMicros / round.oursMicros).toSorted((a, b) => a - b),
  };
}

/** Whether the last result was anything at all. */
export function didWork(): boolean {
  return sink !== undefined;
}
