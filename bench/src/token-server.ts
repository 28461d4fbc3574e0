import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runLoad } from './http-load.js';
import { describeSpread, percent, times } from './describe-spread.js';
import { median } from './percentile.js';
import { compareRounds, middleOf, type Round, type Rounds, runRounds } from './rounds.js';
import {
  BARE,
  EXPRESS,
  NATIVE,
  QUICKSTART,
  type ServedContender,
  startContenders,
} from './token-server-contenders.js';

const MIN_TIMES_OF_EXPRESS = 2;
const MIN_SHARE_OF_BARE = 0.7;
const MAX_P99_MILLIS = 10;
const CONNECTIONS = 64;
/** Resident memory may grow by so much from the second minute to the last: what the collector leaves at a time differs. */
const MAX_GROWTH = 1.1;
const MILLIS_PER_MINUTE = 60_000;

function describeRounds(name: string, rounds: readonly Round[]): string {
  const rate = middleOf(rounds, 'requestsPerSecond').toFixed(0).padStart(6);
  const p50 = middleOf(rounds, 'p50Millis').toFixed(2);
  const p99 = middleOf(rounds, 'p99Millis').toFixed(2);
  return `  ${name.padEnd(28)} ${rate} requests/s, p50 ${p50} ms, p99 ${p99} ms`;
}

/** Whether ours is as fast as it must be, by one of its routes. */
function judge(measured: Rounds, name: string): boolean {
  const roundsOf = (each: string): readonly Round[] => measured.get(each) ?? [];
  const ours = roundsOf(name);
  const ofExpress = compareRounds(ours, roundsOf(EXPRESS), 'requestsPerSecond');
  const ofBare = compareRounds(ours, roundsOf(BARE), 'requestsPerSecond');
  const p99Millis = middleOf(ours, 'p99Millis');
  console.log(`${name}, at ${CONNECTIONS} connections`);
  console.log(
    `  of Express   ${describeSpread(ofExpress, times)}; target ${MIN_TIMES_OF_EXPRESS}x`,
  );
  console.log(
    `  of node:http ${describeSpread(ofBare, percent)}; target ${percent(MIN_SHARE_OF_BARE)}`,
  );
  console.log(`  p99 ${p99Millis.toFixed(2)} ms; target ${MAX_P99_MILLIS} ms\n`);
  return (
    median(ofExpress) >= MIN_TIMES_OF_EXPRESS &&
    median(ofBare) >= MIN_SHARE_OF_BARE &&
    p99Millis <= MAX_P99_MILLIS
  );
}

async function measureSpeed(
  contenders: readonly ServedContender[],
  rounds: number,
): Promise<boolean> {
  const measured = await runRounds(contenders, { rounds, connections: CONNECTIONS });
  console.log(
    'tokens by servers in processes of their own; ours knows its caller by an API key, asks a policy with a CEL\n' +
      'condition, counts for two limits and writes an audit line; the others do none of this',
  );
  for (const [name, each] of measured) console.log(describeRounds(name, each));
  console.log();
  return [NATIVE, QUICKSTART].map((name) => judge(measured, name)).every(Boolean);
}

/** Loads ours without a pause, and looks at its memory at the end of each minute. */
async function measureMemory(contender: ServedContender, minutes: number): Promise<boolean> {
  const { port, program, makeRequest, requestsPerRound } = contender;
  const megabytes: number[] = [];
  const startedAt = performance.now();
  for (let minute = 1; minute <= minutes; minute += 1) {
    while (performance.now() - startedAt < minute * MILLIS_PER_MINUTE) {
      const requests = await Promise.all(Array.from({ length: requestsPerRound }, makeRequest));
      const { acceptedCount } = await runLoad({ port, requests, connections: CONNECTIONS });
      if (acceptedCount !== requests.length) throw new TypeError('requests were refused');
    }
    megabytes.push(program.readResidentMegabytes());
  }
  console.log(
    `memory under load at the end of each minute, MB: ${megabytes.map((each) => each.toFixed(0)).join(' ')}`,
  );
  const [, second = Number.NaN] = megabytes;
  const growth = (megabytes.at(-1) ?? Number.NaN) / second;
  console.log(`  last of second minute ${times(growth)}; target ${times(MAX_GROWTH)}`);
  return growth <= MAX_GROWTH;
}

/** `npm run bench -- token-server [--rounds N] [--minutes N]`: whether all targets are met. 0 minutes leave memory out. */
export async function measureTokenServer(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '7' },
      minutes: { type: 'string', default: '10' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-bench-'));
  const contenders: ServedContender[] = [];
  try {
    contenders.push(...(await startContenders(folder)));
    const isFast = await measureSpeed(contenders, Number(values.rounds));
    const minutes = Number(values.minutes);
    const ours = contenders.find(({ name }) => name === NATIVE);
    if (minutes === 0 || ours === undefined) return isFast;
    return (await measureMemory(ours, minutes)) && isFast;
  } finally {
    const programs = new Set(contenders.map(({ program }) => program));
    for (const program of programs) await program.stop();
    rmSync(folder, { recursive: true });
  }
}
