import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { keyOf, TestKeyFile } from '../../test/test-keys.js';
import {
  basicOf,
  CUSTOMER,
  makeTestPlatform,
  NOW,
  type TestPlatform,
} from '../../test/test-platform.js';
import { Administration } from '../administration/administration.js';

interface KeyList {
  readonly source: string;
  readonly masterKeys: readonly object[];
  readonly dataKeys: readonly { readonly id: string; readonly values: number }[];
}

describe.each(TEST_ENGINES)('keys on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let file: TestKeyFile;
    let platform: TestPlatform;
    let administration: Administration;

    beforeEach(async () => {
      opened = await engine.open();
      file = new TestKeyFile();
      platform = await makeTestPlatform(opened.database, { masterKeySource: file });
      const { storage, keyring, sources } = platform;
      const { database } = opened;
      administration = new Administration({ database, keyring, storage }, sources);
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const run = (id: string, input: object = {}): Promise<unknown> =>
      administration.run({ id, input, actor: 'cli:tester' });

    const list = async (): Promise<KeyList> => (await run('keys.list')) as KeyList;

    it('are listed with what they hold, and without themselves', async () => {
      const before = await list();
      expect(before).toEqual({
        source: 'the test file',
        masterKeys: [{ id: 'first', state: 'active', dataKeys: 1 }],
        dataKeys: [
          {
            id: platform.keyring.activeDataKeyId,
            state: 'active',
            masterKeyId: 'first',
            createdAt: NOW,
            sealCount: 0,
            values: before.dataKeys[0]?.values,
          },
        ],
      });
      expect(before.dataKeys[0]?.values).toBeGreaterThan(0);
      await run('keys.rotate', { prepare: true });
      expect((await list()).masterKeys).toEqual([
        { id: 'made-1', state: 'active', dataKeys: 0 },
        { id: 'first', state: 'retired', dataKeys: 1 },
      ]);
      await run('keys.rotate');
      file.ids = ['first'];
      await platform.keyring.reloadMasterKeys();
      expect((await list()).masterKeys).toEqual([
        { id: 'first', state: 'active', dataKeys: 0 },
        { id: 'made-1', state: 'missing', dataKeys: 1 },
      ]);
    });

    it('change while a server works with them', async () => {
      const headers = { authorization: basicOf(CUSTOMER) };
      const ask = async (): Promise<number> => {
        platform.gateway.customers.forgetAll();
        return (await platform.app.inject({ url: '/dev/v1/projects', headers })).statusCode;
      };
      const asking = Promise.all(Array.from({ length: 20 }, ask));
      const oldId = platform.keyring.activeDataKeyId;
      await Promise.all([run('keys.rotate'), run('keys.rotate-data-key'), run('keys.reseal')]);
      await run('keys.reseal');
      expect(new Set(await asking)).toEqual(new Set([200]));
      expect(await ask()).toBe(200);
      await run('keys.prune');
      expect(await ask()).toBe(200);
      expect((await list()).dataKeys.find(({ id }) => id === oldId)?.values).toBe(0);
    });

    it('leave in the audit trail who changed them, and no key', async () => {
      for (const id of ['keys.rotate', 'keys.rotate-data-key', 'keys.reseal', 'keys.prune']) {
        await run(id);
      }
      const events = await opened.database.connection
        .selectFrom('audit_events')
        .select(['action', 'actor', 'target', 'details'])
        .where('action', 'like', 'keys.%')
        .orderBy('seq')
        .execute();
      const dataKey = `data-key ${platform.keyring.activeDataKeyId}`;
      expect(events.map(({ action, actor, target }) => [action, actor, target])).toEqual([
        ['keys.rotate', 'cli:tester', 'master-key made-1'],
        ['keys.rotate-data-key', 'cli:tester', dataKey],
        ['keys.reseal', 'cli:tester', dataKey],
        ['keys.prune', 'cli:tester', 'master-key first'],
      ]);
      const text = JSON.stringify(events);
      for (const id of ['first', 'made-1']) {
        expect(text).not.toContain(Buffer.from(keyOf(id).key).toString('hex'));
      }
    });

    it.each([
      { column: -1, after: [] },
      { column: 0, after: 'x' },
      { column: 0, after: [{}] },
      'x',
    ])('refuse to be sealed anew from %j on', async (position) => {
      await expect(run('keys.reseal', { position })).rejects.toMatchObject({
        code: 'invalid_request',
      });
    });
  });
});
