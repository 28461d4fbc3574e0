import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import { makeTestPlatform, NOW, type TestPlatform } from '../../../test/test-platform.js';
import { addProject, OTHER_PROJECT, PROJECT } from '../../../test/test-project.js';
import type { NamedUser } from './hash-user-name.js';
import { UserIdDirectory } from './user-id-directory.js';
import type { UserIdStore } from './user-id-store.js';

const MAX_UID = 4_294_967_295;
const USERS = 200;
const { appId } = PROJECT;

const userOf = (name: string | number): NamedUser => ({ realm: 'test', name: String(name) });

/** Everyone wants the same uids in the same order. */
const crowded = (attempt: number): number => attempt + 1;

describe.each(TEST_ENGINES)('UserIdDirectory on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;
    let store: UserIdStore;

    beforeEach(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      store = platform.storage.stores.userIds;
      await addProject(platform.storage, PROJECT);
      await addProject(platform.storage, OTHER_PROJECT);
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const openDirectory = (
      options: Partial<ConstructorParameters<typeof UserIdDirectory>[1]> = {},
    ): UserIdDirectory =>
      new UserIdDirectory(store, { now: platform.sources.now, maxUserIds: 1000, ...options });

    const readRows = (): Promise<readonly { readonly uid: number }[]> =>
      opened.database.connection.selectFrom('user_ids').selectAll().execute();

    it('gives a name its first candidate, and the same one ever after', async () => {
      const directory = openDirectory();
      const found = directory.findUid(appId, userOf('alice'), () => 7);
      expect(found).toBeInstanceOf(Promise);
      expect(await found).toBe(7);
      expect(directory.findUid(appId, userOf('alice'), () => 8)).toBe(7);
      expect(await openDirectory().findUid(appId, userOf('alice'), () => 9)).toBe(7);
      expect(await readRows()).toMatchObject([{ uid: 7, created_at: NOW }]);
    });

    it('gives no uid to two names, whatever the candidates are', async () => {
      const directory = openDirectory();
      const uids: number[] = [];
      for (const name of ['a', 'b', 'c']) {
        uids.push(await directory.findUid(appId, userOf(name), crowded));
      }
      expect(uids).toEqual([1, 2, 3]);
    });

    it('keeps projects, realms and spellings apart', async () => {
      const directory = openDirectory();
      const find = async (id: string, user: NamedUser): Promise<number> =>
        directory.findUid(id, user, crowded);
      expect(await find(appId, userOf('alice'))).toBe(1);
      expect(await find(OTHER_PROJECT.appId, userOf('alice'))).toBe(1);
      expect(await find(appId, { realm: 'another', name: 'alice' })).toBe(2);
      expect(await find(appId, userOf('Alice'))).toBe(3);
    });

    it('reaches from the first uid to the last, and no further', async () => {
      const directory = openDirectory();
      expect(await directory.findUid(appId, userOf('first'), () => 1)).toBe(1);
      expect(await directory.findUid(appId, userOf('last'), () => MAX_UID)).toBe(MAX_UID);
      for (const uid of [0, -1, MAX_UID + 1]) {
        await expect(directory.findUid(appId, userOf('bad'), () => uid)).rejects.toThrow(
          'user_ids_range',
        );
      }
      expect(await readRows()).toHaveLength(2);
    });

    it('gives up where every candidate is taken', async () => {
      const directory = openDirectory();
      await directory.findUid(appId, userOf('alice'), () => 7);
      let tried = 0;
      const bob = directory.findUid(appId, userOf('bob'), () => {
        tried += 1;
        return 7;
      });
      await expect(bob).rejects.toMatchObject({ code: 'no_free_uid' });
      expect(tried).toBe(32);
      expect(await directory.findUid(appId, userOf('bob'), () => 8)).toBe(8);
    });

    it('asks once for a name, however many do at the same time', async () => {
      const directory = openDirectory();
      let attempts = 0;
      const found = await Promise.all(
        Array.from({ length: 50 }, async () =>
          directory.findUid(appId, userOf('alice'), (attempt) => {
            attempts += 1;
            return attempt + 5;
          }),
        ),
      );
      expect([new Set(found), attempts]).toEqual([new Set([5]), 1]);
    });

    it('is right also where several servers name the same users at the same time', async () => {
      const servers = [openDirectory(), openDirectory(), openDirectory()];
      // Few enough uids that most of the first candidates are taken.
      const candidatesOf =
        (index: number) =>
        (attempt: number): number =>
          1 + ((index * 7 + attempt * 31) % (USERS * 2));
      const found = await Promise.all(
        servers.map((server) =>
          Promise.all(
            Array.from({ length: USERS }, async (_, index) =>
              server.findUid(appId, userOf(index), candidatesOf(index % 20)),
            ),
          ),
        ),
      );
      const [first = []] = found;
      expect(new Set(first).size).toBe(USERS);
      for (const uids of found) expect(uids).toEqual(first);
      expect(await readRows()).toHaveLength(USERS);
    });

    it('takes no more names than the quota says, and those that have a uid always', async () => {
      const directory = openDirectory({ maxUserIds: 3 });
      for (const name of [1, 2, 3]) await directory.findUid(appId, userOf(name), crowded);
      await expect(directory.findUid(appId, userOf(4), crowded)).rejects.toMatchObject({
        code: 'too_many_user_ids',
      });
      const another = openDirectory({ maxUserIds: 3 });
      expect(await another.findUid(appId, userOf(2), crowded)).toBe(2);
      expect(await another.findUid(OTHER_PROJECT.appId, userOf(4), crowded)).toBe(1);
      expect(await readRows()).toHaveLength(4);
    });

    it.each(['', 'x'.repeat(256), 'ö'.repeat(128)])('takes no name like %.5s', async (name) => {
      expect(() => openDirectory().findUid(appId, userOf(name), crowded)).toThrow(
        expect.objectContaining({ code: 'invalid_request' }) as Error,
      );
    });

    it.each(['\0', '\ud800', 'x'.repeat(255), "'; drop table user_ids; --", '__proto__'])(
      'takes a name like %.30j',
      async (name) => {
        expect(await openDirectory().findUid(appId, userOf(name), crowded)).toBe(1);
      },
    );

    it('gives no uid in a project that is not there', async () => {
      const found = openDirectory().findUid('f'.repeat(32), userOf('alice'), crowded);
      await expect(found).rejects.toMatchObject({ code: 'invalid_appid' });
    });

    it('stores no name', async () => {
      const name = 'alice-canary@example.com';
      await openDirectory().findUid(appId, { realm: 'realm-canary', name }, crowded);
      expect(JSON.stringify(await readRows())).not.toContain('canary');
    });

    it('loses the uids of a project with the project', async () => {
      const directory = openDirectory();
      await directory.findUid(appId, userOf('alice'), crowded);
      await directory.findUid(OTHER_PROJECT.appId, userOf('alice'), crowded);
      await platform.storage.transact(PROJECT.organizationId, ({ projects }) =>
        projects.remove(PROJECT.id),
      );
      expect(await readRows()).toMatchObject([{ app_id: OTHER_PROJECT.appId }]);
    });
  });
});

describe('UserIdDirectory in memory', () => {
  let rows: Map<string, number>;
  let reads: number;
  let gate: Promise<void>;
  let directory: UserIdDirectory;

  beforeEach(() => {
    rows = new Map();
    reads = 0;
    gate = Promise.resolve();
    const store: UserIdStore = {
      find: async (_, nameHash) => {
        reads += 1;
        const found = rows.get(nameHash);
        await gate;
        return found;
      },
      assign: async ({ nameHash, uid }) => {
        rows.set(nameHash, uid);
        return uid;
      },
      count: async () => rows.size,
    };
    directory = new UserIdDirectory(store, { now: () => NOW, maxUserIds: 1000, capacity: 3 });
  });

  const find = async (name: string, uid = 1): Promise<number> =>
    directory.findUid(appId, userOf(name), () => uid);

  it('drops the name that was not seen for the longest time', async () => {
    for (const name of ['a', 'b', 'c', 'a', 'd']) await find(name);
    reads = 0;
    for (const name of ['a', 'c', 'd']) await find(name);
    expect(reads).toBe(0);
    await find('b');
    expect(reads).toBe(1);
  });

  it('forgets nothing for a change of one organization, and everything where anything changed', async () => {
    await find('a', 5);
    rows.clear();
    directory.forget('organization-1');
    expect(await find('a', 6)).toBe(5);
    directory.forget(undefined);
    expect(await find('a', 6)).toBe(6);
  });

  it('does not keep what was forgotten while it was read', async () => {
    await find('a', 5);
    directory.forget(undefined);
    let open: () => void = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const early = find('a');
    rows.clear();
    directory.forget(undefined);
    open();
    expect(await early).toBe(5);
    expect(await find('a', 6)).toBe(6);
  });
});
