import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { TokenRejectedError } from '../../src/index.js';
import { RandomSource } from '../random-source.js';

// oxlint-disable-next-line node/no-process-env -- because who runs it says for how long: `npm run fuzz`
const { STAGEDOOR_FUZZ_RUNS = '50000', STAGEDOOR_FUZZ_SEED = '1' } = process.env;
/** How many inputs to try: a test tries some, `npm run fuzz` a million. */
export const RUNS = Number(STAGEDOOR_FUZZ_RUNS);
const SEED = Number(STAGEDOOR_FUZZ_SEED);
const IS_LONG = RUNS > 50_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Whether `run` is done, or the token refused. Anything else that it throws ends the fuzzing. */
export function isDone(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (error instanceof TokenRejectedError) return false;
    throw error;
  }
}

/** One input: how it was made, and its text. */
export interface FuzzInput {
  readonly strategy: string;
  readonly text: string;
  /** Whether it was made to unpack to as much as can be. */
  readonly isLarge: boolean;
}

function runSome(
  runs: number,
  random: RandomSource,
  tryOne: (random: RandomSource) => FuzzInput & { readonly run: () => void },
): void {
  for (let done = 0; done < runs; done += 1) {
    const { strategy, text, run } = tryOne(random);
    try {
      run();
    } catch (cause) {
      const message = `${String(cause)}, for ${strategy}, run ${done}: ${text.slice(0, 4000)}`;
      throw new Error(message, { cause });
    }
  }
}

/** Tries `runs` inputs. Returns how many bytes are kept of the last nine tenths of them. */
export function fuzz(
  runs: number,
  tryOne: (random: RandomSource) => FuzzInput & { readonly run: () => void },
): number {
  const random = new RandomSource(SEED);
  runSome(Math.floor(runs / 10), random, tryOne);
  const before = bytesInUse();
  runSome(runs - Math.floor(runs / 10), random, tryOne);
  return bytesInUse() - before;
}

/** Tells whoever runs it for long what came of it. */
export function report(text: string): void {
  if (IS_LONG) process.stdout.write(`${text}\n`);
}
