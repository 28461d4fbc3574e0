import { runLoad } from './http-load.js';
import { median, percentile } from './percentile.js';

/** Something that answers requests, measured beside others. */
export interface Contender {
  readonly name: string;
  readonly port: number;
  readonly requestsPerRound: number;
  /** Makes one request. Called before the clock starts. */
  readonly makeRequest: () => Promise<Uint8Array>;
  /** Puts things back before a round, beside the clock. */
  readonly prepare?: () => Promise<void>;
}

/** What one contender reached in one round. */
export interface Round {
  readonly requestsPerSecond: number;
  readonly p50Millis: number;
  readonly p99Millis: number;
}

/** How long it goes on, and how hard. */
export interface RoundOptions {
  /** Without the one that warms up. */
  readonly rounds: number;
  readonly connections: number;
}

/** What they reached, by their names. */
export type Rounds = ReadonlyMap<string, readonly Round[]>;

/** At least: a share of a hundredth must be more than one request. */
const MIN_REQUESTS = 300;
/** One connection waits for each answer, so that the same number would take long. */
const SHARE_OF_ONE_CONNECTION = 0.3;

function countRequests({ requestsPerRound }: Contender, connections: number): number {
  if (connections > 1) return requestsPerRound;
  return Math.max(Math.round(requestsPerRound * SHARE_OF_ONE_CONNECTION), MIN_REQUESTS);
}

async function runRound(contender: Contender, connections: number): Promise<Round> {
  const count = countRequests(contender, connections);
  const requests: Uint8Array[] = [];
  for (let i = 0; i < count; i += 1) requests.push(await contender.makeRequest());
  await contender.prepare?.();
  const { port, name } = contender;
  const result = await runLoad({ port, requests, connections });
  const { requestsPerSecond, acceptedCount, latenciesMillis } = result;
  if (acceptedCount !== count) {
    throw new TypeError(`${name}: ${count - acceptedCount} requests were refused`);
  }
  return {
    requestsPerSecond,
    p50Millis: percentile(latenciesMillis, 0.5),
    p99Millis: percentile(latenciesMillis, 0.99),
  };
}

/**
 * Measures all of them by turns, so that whatever else the machine does hits all alike; who went first in one round goes
 * last in the next. The load comes from another thread of this process, so that the server has one to itself.
 */
export async function runRounds(
  contenders: readonly Contender[],
  { rounds, connections }: RoundOptions,
): Promise<Rounds> {
  const measured = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const contender of order) {
      const result = await runRound(contender, connections);
      // The first one only warms up.
      if (round > 0) measured.get(contender.name)?.push(result);
    }
  }
  return measured;
}

/** The middle of one figure over all rounds. */
export const middleOf = (rounds: readonly Round[], figure: keyof Round): number =>
  median(rounds.map((round) => round[figure]));

/** One figure of the one as a share of the same figure of the other, round by round, ascending. */
export function compareRounds(
  one: readonly Round[],
  other: readonly Round[],
  figure: keyof Round,
): readonly number[] {
  return one
    .map((round, index) => round[figure] / (other[index]?.[figure] ?? Number.NaN))
    .toSorted((a, b) => a - b);
}
