import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeSpread, percent, times } from './describe-spread.js';
import { median } from './percentile.js';
import {
  type GrowthPair,
  measurePostgresGrowth,
  measureSqliteGrowth,
  type PlatformGrowth,
} from './platform-growth.js';
import { measureLoad, type PlatformLoad, type RouteComparison } from './platform-load.js';
import { middleOf, type Round } from './rounds.js';
import { type CommandStarts, measureStarts } from './platform-start.js';

/** Of the requests per second of a bare route. */
const MIN_SHARE = 0.7;
/** At so many connections: fewer do not fill the server, and more wait in its queue. */
const SHARE_CONNECTIONS = 64;
const MAX_GROWTH = 1.5;
const MAX_READY_MILLIS = 1500;
const MAX_IDLE_MEGABYTES = 150;

const DEFAULT_ROUNDS = '5';

const millis = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

function describeRounds(rounds: readonly Round[]): string {
  const rate = middleOf(rounds, 'requestsPerSecond').toFixed(0).padStart(6);
  const p50 = millis(middleOf(rounds, 'p50Millis')).padStart(8);
  const p99 = millis(middleOf(rounds, 'p99Millis')).padStart(8);
  return `${rate} requests/s, p50 ${p50}, p99 ${p99}`;
}

const describeConnections = (connections: number): string =>
  `  ${String(connections).padStart(3)} connections  `;

const isJudged = ({ isTarget, connections }: RouteComparison): boolean =>
  isTarget && connections === SHARE_CONNECTIONS;

function describeComparison(comparison: RouteComparison): string {
  const { ours, connections, shares } = comparison;
  const target = isJudged(comparison) ? `; target ${percent(MIN_SHARE)}` : '';
  return `${describeConnections(connections)}${ours.padEnd(26)} ${describeSpread(shares, percent)}${target}`;
}

function describeLoad({ operations, comparisons }: PlatformLoad): string {
  const lines = operations.map(
    ({ name, connections, rounds }) =>
      `${describeConnections(connections)}${name.padEnd(26)} ${describeRounds(rounds)}`,
  );
  return [
    'operations on an embedded database; server and load are two threads that share the processors',
    ...lines,
    '\nof the requests per second of the same Fastify route with no pipeline; "read" where both read the rows for each',
    'request, the other where both have the answer at hand, so that all that is left is HTTP and the pipeline',
    ...comparisons.map(describeComparison),
    '',
  ].join('\n');
}

const isLoadMet = ({ comparisons }: PlatformLoad): boolean =>
  comparisons.filter(isJudged).every(({ shares }) => median(shares) >= MIN_SHARE);

function describePair({ empty, full, ratios }: GrowthPair): string {
  const p99 = [empty, full].map((rounds) => millis(middleOf(rounds, 'p99Millis'))).join(' -> ');
  return `p99 ${p99}, ${describeSpread(ratios, times)}`;
}

function describeGrowth({ engine, projects, credentials, operations }: PlatformGrowth): string {
  const lines = operations.flatMap(({ name, atHand, fromStorage }) => [
    `  ${name.padEnd(23)} at hand       ${describePair(atHand)}`,
    `  ${' '.repeat(23)} from storage  ${describePair(fromStorage)}`,
  ]);
  return [
    `${engine}, empty -> with ${projects} projects and ${credentials} credentials, at 64 connections; target within ${MAX_GROWTH}x`,
    ...lines,
    '',
  ].join('\n');
}

const isGrowthMet = ({ operations }: PlatformGrowth): boolean =>
  operations.every(({ atHand, fromStorage }) =>
    [atHand, fromStorage].every(({ ratios }) => median(ratios) <= MAX_GROWTH),
  );

function describeStarts({ name, starts }: CommandStarts): string {
  const ready = starts.map(({ readyMillis }) => readyMillis);
  const memory = starts.map(({ idleMegabytes }) => idleMegabytes);
  return [
    `stagedoor ${name}`,
    `  ready after ${describeSpread(ready, (value) => `${value.toFixed(0)} ms`)}; target ${MAX_READY_MILLIS} ms`,
    `  idle at ${describeSpread(memory, (value) => `${value.toFixed(0)} MB`)}; target ${MAX_IDLE_MEGABYTES} MB`,
  ].join('\n');
}

const areStartsMet = ({ starts }: CommandStarts): boolean =>
  median(starts.map(({ readyMillis }) => readyMillis)) < MAX_READY_MILLIS &&
  median(starts.map(({ idleMegabytes }) => idleMegabytes)) < MAX_IDLE_MEGABYTES;

/** What can be asked for: fewer rounds, one part alone, and two databases of PostgreSQL. */
function readOptions(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: DEFAULT_ROUNDS },
      part: { type: 'string' },
    },
  });
  const [emptyUrl, fullUrl] = positionals;
  const urls =
    emptyUrl === undefined || fullUrl === undefined ? undefined : ([emptyUrl, fullUrl] as const);
  return { rounds: Number(values.rounds), part: values.part, urls };
}

type Options = ReturnType<typeof readOptions>;

/** The parts, each of which says whether it met its targets. */
const PARTS: Readonly<Record<string, (folder: string, options: Options) => Promise<boolean>>> = {
  start: async (folder, { rounds }) => {
    const commands = await measureStarts(folder, rounds);
    for (const each of commands) console.log(describeStarts(each));
    console.log();
    return commands.every(areStartsMet);
  },
  load: async (folder, { rounds }) => {
    const load = await measureLoad(folder, rounds);
    console.log(describeLoad(load));
    return isLoadMet(load);
  },
  growth: async (folder, { rounds, urls }) => {
    const growths = [await measureSqliteGrowth(folder, rounds)];
    if (urls !== undefined) growths.push(await measurePostgresGrowth(urls, rounds));
    for (const growth of growths) console.log(describeGrowth(growth));
    return growths.every(isGrowthMet);
  },
};

/** `npm run bench -- platform [--rounds N] [--part NAME] [EMPTY_URL FULL_URL]`: whether all targets are met. */
export async function measurePlatform(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-bench-'));
  try {
    const met: boolean[] = [];
    for (const [name, measure] of Object.entries(PARTS)) {
      if (options.part === undefined || options.part === name) {
        met.push(await measure(folder, options));
      }
    }
    return met.length > 0 && !met.includes(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
