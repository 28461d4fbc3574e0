import type { Storage } from '@stagedoor/platform';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestWorld } from '../test/test-world.js';
import { ensureDemoContent } from './demo-content.js';
import { type OpenStorage, openStorage } from './open-storage.js';
import { listPurgeTasks } from './purge-tasks.js';

const NOW = 1_700_000_000;
const STEP_ROWS = 1000;

/** Stores that hold so many rows each which have ended, as far as purging them goes. */
function storageWith(rows: number): {
  readonly left: () => readonly number[];
  readonly storage: Storage;
} {
  const left = [rows, rows, rows];
  const storeOf = (index: number): object => ({
    removeEnded: async (_at: number, most: number) => {
      const removed = Math.min(left[index] ?? 0, most, STEP_ROWS);
      left[index] = (left[index] ?? 0) - removed;
      return removed;
    },
  });
  const stores = { kickingRules: storeOf(0), bannedStreams: storeOf(1), revocations: storeOf(2) };
  return { left: () => left, storage: { stores } as unknown as Storage };
}

it('removes more of what has ended than one step takes, and not without an end', async () => {
  const sources = { now: () => NOW, randomBytes: (size: number) => new Uint8Array(size) };
  const some = storageWith(4500);
  for (const task of listPurgeTasks(some.storage, sources)) await task();
  expect(some.left()).toEqual([0, 0, 0]);
  const many = storageWith(1_000_000);
  for (const task of listPurgeTasks(many.storage, sources)) await task();
  expect(many.left()).toEqual([980_000, 980_000, 990_000]);
});

let world: TestWorld;
let opened: OpenStorage;

beforeEach(async () => {
  world = new TestWorld();
  opened = await openStorage({ data: '.stagedoor', makeIfMissing: true }, world);
});

afterEach(async () => {
  await opened.close();
  world.dispose();
});

const DAY_SECONDS = 86_400;

it('removes from the database what ended a week ago, and nothing else', async () => {
  const { storage, database, sources } = opened;
  const { appId } = await ensureDemoContent(opened);
  const project = await storage.stores.projects.findByAppId(appId);
  const organizationId = project?.organizationId ?? '';
  const projectId = project?.id ?? '';
  await storage.transact(organizationId, async (stores) => {
    for (const [id, lifeSeconds] of [
      [1, 60],
      [2, DAY_SECONDS],
    ] as const) {
      const endsAt = world.time + lifeSeconds;
      await stores.kickingRules.add({
        id,
        organizationId,
        appId,
        operationNumber: id,
        uid: id,
        channel: undefined,
        address: undefined,
        privileges: ['join_channel'],
        createdAtMs: world.time * 1000,
        updatedAtMs: world.time * 1000,
        endsAtMs: endsAt * 1000,
      });
      await stores.bannedStreams.put({
        projectId,
        entryPoint: 'live',
        stream: String(id),
        resumeTime: '2030-01-01T00:00:00Z',
        resumesAt: endsAt,
      });
      await stores.revocations.put({
        key: String(id).padStart(32, '0'),
        appId,
        kind: 'user',
        channel: undefined,
        user: String(id),
        fingerprint: undefined,
        issuedUntil: world.time,
        reason: undefined,
        createdAt: world.time,
        endsAt,
      });
    }
  });
  const { connection } = database;
  const listRows = (): Promise<readonly unknown[]> =>
    Promise.all([
      connection.selectFrom('kicking_rules').select('id').execute(),
      connection.selectFrom('stream_bans').select('stream').execute(),
      connection.selectFrom('revocations').select('key').execute(),
    ]);
  const all = await listRows();
  // As long as a clock that was ahead may make it hold again.
  world.time += 60 + 7 * DAY_SECONDS - 1;
  for (const task of listPurgeTasks(storage, sources)) await task();
  expect(await listRows()).toEqual(all);
  world.time += 1;
  for (const task of listPurgeTasks(storage, sources)) await task();
  expect(await listRows()).toEqual([
    [{ id: 2 }],
    [{ stream: '2' }],
    [{ key: '2'.padStart(32, '0') }],
  ]);
});
