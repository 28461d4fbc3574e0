import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  admitUser,
  type Database,
  loadKeyring,
  makeProject,
  openPostgres,
  openSqlite,
  type Project,
  ProjectDirectory,
  Storage,
  type SystemSources,
} from '@stagedoor/platform';
import { issueToken, rtc } from '@stagedoor/token';

const ENTRIES = 1_000_000;
const ROWS_PER_INSERT = 500;
const TOKEN_COUNT = 2000;
const ROUNDS = 7;
const CALLS_PER_ROUND = 1000;
/** Keys of one lookup: token, project, user, channel, user in channel. */
const KEYS_PER_LOOKUP = 5;
const CONCURRENCY = 64;
const MICROS_PER_MILLI = 1000;
const ORGANIZATION_ID = 'bench';

const sources: SystemSources = {
  now: () => Math.floor(Date.now() / 1000),
  randomBytes: (size) => randomBytes(size),
};
const hex32 = (): string => randomBytes(16).toString('hex');

/** Microseconds of single calls. */
interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** What one database gave, with how many revocations. */
interface AdmissionCost {
  readonly lookup: Latency;
  readonly admission: Latency;
  /** With 64 at the same time. */
  readonly admissionsPerSecond: number;
}

/** The same engine with no revocations and with a million of them, measured by turns. */
export interface AdmissionSpeed {
  readonly engine: string;
  readonly entries: number;
  readonly empty: AdmissionCost;
  readonly full: AdmissionCost;
}

/** A platform with one project, ready to be asked. */
interface Bench {
  readonly database: Database;
  readonly storage: Storage;
  readonly ask: (index: number) => Promise<boolean>;
}

/** Tokens of many users, as a platform sees them. */
function issueTokens({ appId, certificates }: Project): readonly string[] {
  const certificate = certificates[0]?.certificate ?? '';
  return Array.from({ length: TOKEN_COUNT }, (_, index) =>
    issueToken({
      appId,
      certificate,
      services: [rtc({ channel: `stage-${index}`, uid: index + 1, role: 'publisher' })],
      expiresInSeconds: 86_400,
    }),
  );
}

async function openStorage(database: Database): Promise<Storage> {
  const masterKeys = [{ id: 'bench', key: new Uint8Array(32).fill(1) }];
  const masterKeySource = { name: 'the bench', read: () => Promise.resolve(masterKeys) };
  return new Storage(
    database,
    await loadKeyring(database, { masterKeys, masterKeySource, sources }),
  );
}

async function makeBench(database: Database): Promise<Bench> {
  const storage = await openStorage(database);
  const project = makeProject(ORGANIZATION_ID, 'bench', { isCertificateLive: true, sources });
  await storage.transact(ORGANIZATION_ID, async (stores) => {
    await stores.organizations.add({
      id: ORGANIZATION_ID,
      name: 'bench',
      createdAt: sources.now(),
    });
    await stores.projects.add(project);
  });
  const tokens = issueTokens(project);
  const { projects, revocations, kickingRules } = storage.stores;
  const directory = new ProjectDirectory(projects, () => storage.hearsAllChanges);
  storage.onChange((organizationId) => directory.forget(organizationId));
  const ports = { projects: directory, revocations, kickingRules };
  const ask = async (index: number): Promise<boolean> => {
    const user = index % TOKEN_COUNT;
    const token = tokens[user] ?? '';
    const who = {
      service: 'rtc',
      channel: `stage-${user}`,
      uid: user + 1,
      address: '10.0.0.1',
    } as const;
    const admission = await admitUser({ appId: project.appId, token, ...who }, ports, sources);
    if (admission.kind === 'admitted') return true;
    throw new TypeError(`the bench refused a good token: ${admission.code}`);
  };
  return { database, storage, ask };
}

/** Revocations of users who are not here, spread over the whole index. */
async function fill({ database }: Bench, count: number): Promise<void> {
  const { connection } = database;
  const { app_id: appId } = await connection
    .selectFrom('projects')
    .select('app_id')
    .executeTakeFirstOrThrow();
  const now = sources.now();
  for (let done = 0; done < count; done += ROWS_PER_INSERT) {
    const rows = Array.from({ length: ROWS_PER_INSERT }, (_, index) => ({
      key: hex32(),
      app_id: appId,
      kind: 'user' as const,
      subject: JSON.stringify({ user: `gone-${done + index}` }),
      issued_until: now,
      reason: null,
      created_at: now,
      ends_at: now + 90_000,
    }));
    await connection.insertInto('revocations').values(rows).execute();
  }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? Number.NaN;

async function timeEach(
  count: number,
  call: (index: number) => Promise<unknown>,
): Promise<Latency> {
  const micros: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    await call(index);
    micros.push((performance.now() - startedAt) * MICROS_PER_MILLI);
  }
  const sorted = micros.toSorted((a, b) => a - b);
  return { p50: at(sorted, 0.5), p99: at(sorted, 0.99) };
}

async function timeTogether({ ask }: Bench): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    while (next < CALLS_PER_ROUND) {
      next += 1;
      await ask(next);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return (CALLS_PER_ROUND * 1000) / (performance.now() - startedAt);
}

async function measureOnce(bench: Bench): Promise<AdmissionCost> {
  const { revocations } = bench.storage.stores;
  const wanted = Array.from({ length: CALLS_PER_ROUND }, () =>
    Array.from({ length: KEYS_PER_LOOKUP }, hex32),
  );
  return {
    lookup: await timeEach(CALLS_PER_ROUND, (index) => revocations.findByKeys(wanted[index] ?? [])),
    admission: await timeEach(CALLS_PER_ROUND, bench.ask),
    admissionsPerSecond: await timeTogether(bench),
  };
}

const middle = (values: readonly number[]): number =>
  at(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/** The middle of each figure over all rounds. */
function summarize(rounds: readonly AdmissionCost[]): AdmissionCost {
  const latency = (pick: (round: AdmissionCost) => Latency): Latency => ({
    p50: middle(rounds.map((round) => pick(round).p50)),
    p99: middle(rounds.map((round) => pick(round).p99)),
  });
  return {
    lookup: latency(({ lookup }) => lookup),
    admission: latency(({ admission }) => admission),
    admissionsPerSecond: middle(rounds.map((round) => round.admissionsPerSecond)),
  };
}

async function measureEngine(empty: Database, full: Database): Promise<AdmissionSpeed> {
  const benches = { empty: await makeBench(empty), full: await makeBench(full) };
  await fill(benches.full, ENTRIES);
  const rounds: { readonly empty: AdmissionCost; readonly full: AdmissionCost }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    rounds.push({ empty: await measureOnce(benches.empty), full: await measureOnce(benches.full) });
  }
  // The first round warms up.
  const measured = rounds.slice(1);
  return {
    engine: full.engine,
    entries: ENTRIES,
    empty: summarize(measured.map((round) => round.empty)),
    full: summarize(measured.map((round) => round.full)),
  };
}

async function measureSqlite(): Promise<AdmissionSpeed> {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-bench-'));
  const databases = await Promise.all(
    ['empty.db', 'full.db'].map((name) => openSqlite(join(folder, name))),
  );
  const [empty, full] = databases;
  try {
    if (empty === undefined || full === undefined) throw new TypeError('two databases are needed');
    return await measureEngine(empty, full);
  } finally {
    for (const database of databases) await database.close();
    rmSync(folder, { recursive: true });
  }
}

async function measurePostgres(emptyUrl: string, fullUrl: string): Promise<AdmissionSpeed> {
  const empty = await openPostgres(emptyUrl);
  const full = await openPostgres(fullUrl);
  try {
    return await measureEngine(empty, full);
  } finally {
    await empty.close();
    await full.close();
  }
}

/**
 * Times revocation lookups and whole admissions with no revocations and with a million: on SQLite, and on PostgreSQL where
 * two empty databases are given, which keep what is put into them.
 */
export async function measureAdmissions(
  emptyUrl: string | undefined,
  fullUrl: string | undefined,
): Promise<readonly AdmissionSpeed[]> {
  const sqlite = await measureSqlite();
  if (emptyUrl === undefined || fullUrl === undefined) return [sqlite];
  return [sqlite, await measurePostgres(emptyUrl, fullUrl)];
}
