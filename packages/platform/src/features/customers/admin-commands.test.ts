import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import {
  basicOf,
  CUSTOMER,
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../../test/test-platform.js';
import { addProject, OTHER_PROJECT, PROJECT } from '../../../test/test-project.js';
import { Administration } from '../../administration/administration.js';

const HEX_32 = /^[0-9a-f]{32}$/;
const SECOND = { id: 'organization-2', name: 'Second', createdAt: NOW };

interface Given {
  readonly customerId: string;
  readonly customerSecret: string;
}

interface Listed {
  readonly credentials: readonly { readonly customerId: string; readonly name: string }[];
  readonly next: string | null;
}

describe.each(TEST_ENGINES)('customer credentials on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;
    let administration: Administration;

    beforeEach(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      const { storage, keyring, sources } = platform;
      const { database } = opened;
      administration = new Administration({ database, keyring, storage }, sources);
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const run = <T>(id: string, input: object, organization?: string): Promise<T> =>
      administration.run({ id, input, actor: 'cli:tester', organization }) as Promise<T>;

    const create = (input: object = {}): Promise<Given> =>
      run('credential.create', { name: 'billing', ...input });

    const statusOf = async (given: Given, url = '/dev/v1/projects'): Promise<number> =>
      (await platform.app.inject({ url, headers: { authorization: basicOf(given) } })).statusCode;

    const readTrail = (): Promise<readonly object[]> =>
      opened.database.connection.selectFrom('audit_events').selectAll().execute();

    it('are made with random ID and secret, and work at once', async () => {
      const given = await create();
      expect(given).toEqual({
        customerId: expect.stringMatching(HEX_32) as string,
        customerSecret: expect.stringMatching(HEX_32) as string,
        name: 'billing',
        access: 'full',
        appIds: null,
      });
      expect(await statusOf(given)).toBe(200);
    });

    it('are listed without secrets, page by page', async () => {
      const made: string[] = [CUSTOMER.customerId];
      for (const name of ['a', 'b', 'c']) {
        platform.sources.time += 1;
        made.push((await create({ name })).customerId);
      }
      const all = await run<Listed>('credential.list', {});
      expect(all.credentials.map(({ customerId }) => customerId)).toEqual(made);
      expect(all.next).toBeNull();
      expect(JSON.stringify(all)).not.toMatch(/customerSecret|sealed/);
      const first = await run<Listed>('credential.list', { limit: 3 });
      expect(first.next).toBe(made[2]);
      const rest = await run<Listed>('credential.list', { limit: 3, after: first.next });
      expect([...first.credentials, ...rest.credentials]).toEqual(all.credentials);
      expect(rest.next).toBeNull();
    });

    it('are for chosen projects, by App ID', async () => {
      await addProject(platform.storage, PROJECT);
      await addProject(platform.storage, OTHER_PROJECT);
      const given = await create({ appIds: [PROJECT.appId], access: 'read-only' });
      const shown = await run('credential.show', { customerId: given.customerId });
      expect(shown).toMatchObject({ access: 'read-only', appIds: [PROJECT.appId] });
      const listed = await platform.app.inject({
        url: '/dev/v1/projects',
        headers: { authorization: basicOf(given) },
      });
      expect(listed.json<{ projects: object[] }>().projects).toHaveLength(1);
      await platform.storage.transact(ORGANIZATION_ID, ({ projects }) =>
        projects.remove(PROJECT.id),
      );
      const { customerId } = given;
      expect(await run('credential.show', { customerId })).toMatchObject({ appIds: [null] });
    });

    it('are for no project of another organization', async () => {
      await platform.storage.stores.organizations.add(SECOND);
      const foreign = { ...PROJECT, organizationId: SECOND.id };
      await addProject(platform.storage, foreign);
      for (const appId of [foreign.appId, OTHER_PROJECT.appId, '', '\0']) {
        await expect(
          run('credential.create', { name: 'a', appIds: [appId] }, ORGANIZATION_ID),
        ).rejects.toMatchObject({ code: 'invalid_request' });
      }
      const { credentials } = await run<Listed>('credential.list', {}, ORGANIZATION_ID);
      expect(credentials).toHaveLength(1);
    });

    it('take over an ID and a secret that clients have already', async () => {
      const known = { customerId: 'c'.repeat(32), customerSecret: '5'.repeat(32) };
      expect(await create(known)).toMatchObject(known);
      expect(await statusOf(known)).toBe(200);
      await expect(create(known)).rejects.toMatchObject({ code: 'customer_id_taken' });
      await expect(create({ customerId: 'short' })).rejects.toMatchObject({
        code: 'invalid_request',
      });
    });

    it.each(['', ' ', 'x'.repeat(256), 'a\nb', '\ud800', 7])(
      'refuse the name %j, and nothing is made',
      async (name) => {
        await expect(create({ name })).rejects.toMatchObject({ code: 'invalid_request' });
        expect((await run<Listed>('credential.list', {})).credentials).toHaveLength(1);
      },
    );

    it('are rotated: both secrets work until the rotation is ended', async () => {
      const before = await create();
      const { customerId } = before;
      const after = await run<Given>('credential.rotate', { customerId });
      expect(after).toMatchObject({ customerId, liveSecrets: 2 });
      expect(after.customerSecret).not.toBe(before.customerSecret);
      expect([await statusOf(before), await statusOf(after)]).toEqual([200, 200]);
      await expect(run('credential.rotate', { customerId })).rejects.toMatchObject({
        code: 'two_secrets_live',
      });
      await run('credential.drop-secret', { customerId });
      expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200]);
      await expect(run('credential.drop-secret', { customerId })).rejects.toMatchObject({
        code: 'customer_secret_missing',
      });
      await expect(
        run('credential.drop-secret', { customerId, slot: 'primary' }),
      ).rejects.toMatchObject({ code: 'last_customer_secret' });
    });

    it('are rotated again where the older secret is dropped, and back where the newer is', async () => {
      const first = await create();
      const { customerId } = first;
      const second = await run<Given>('credential.rotate', { customerId });
      const third = await run<Given>('credential.rotate', { customerId, dropOld: true });
      expect(await Promise.all([first, second, third].map((each) => statusOf(each)))).toEqual([
        401, 200, 200,
      ]);
      await run('credential.drop-secret', { customerId, slot: 'primary' });
      expect(await Promise.all([second, third].map((each) => statusOf(each)))).toEqual([200, 401]);
    });

    it('are rotated once where two rotate at the same time', async () => {
      const { customerId } = await create();
      const results = await Promise.allSettled([
        run('credential.rotate', { customerId }),
        run('credential.rotate', { customerId }),
      ]);
      const refused = results.filter((each) => each.status === 'rejected');
      expect(refused).toMatchObject([{ reason: { code: 'two_secrets_live' } }]);
    });

    it('give a secret that was kept exactly once, whoever asks', async () => {
      const { customerId, ...rest } = await create({ downloadLater: true });
      expect(rest).not.toHaveProperty('customerSecret');
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, () => run<Given>('credential.download', { customerId })),
      );
      const given = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      expect(given).toHaveLength(1);
      expect(await statusOf(given[0] ?? CUSTOMER)).toBe(200);
      for (const each of results.filter(({ status }) => status === 'rejected')) {
        expect(each).toMatchObject({ reason: { code: 'customer_secret_downloaded' } });
      }
      await expect(run('credential.download', { customerId })).rejects.toThrow(
        `stagedoor credential rotate ${customerId}`,
      );
    });

    it('keep what was given out given out, through rotations', async () => {
      const { customerId } = await create();
      await run('credential.rotate', { customerId, downloadLater: true });
      const download = (slot: string): Promise<unknown> =>
        run('credential.download', { customerId, slot });
      await expect(download('secondary')).rejects.toMatchObject({
        code: 'customer_secret_downloaded',
      });
      await download('primary');
      await run('credential.drop-secret', { customerId, slot: 'primary' });
      await expect(download('primary')).rejects.toMatchObject({
        code: 'customer_secret_downloaded',
      });
      await expect(download('secondary')).rejects.toMatchObject({
        code: 'customer_secret_missing',
      });
    });

    it('are disabled and enabled', async () => {
      const given = await create();
      const { customerId } = given;
      await run('credential.disable', { customerId });
      expect(await statusOf(given)).toBe(401);
      platform.sources.time += 60;
      await run('credential.disable', { customerId });
      expect(await run('credential.show', { customerId })).toMatchObject({
        state: 'disabled',
        disabledAt: NOW,
      });
      await run('credential.enable', { customerId });
      platform.sources.time -= 60;
      expect(await statusOf(given)).toBe(200);
      expect(await run('credential.show', { customerId })).toMatchObject({
        state: 'enabled',
        disabledAt: null,
      });
    });

    it('of another organization are as if they were not there', async () => {
      await platform.storage.stores.organizations.add(SECOND);
      const { customerId } = CUSTOMER;
      const commands = ['show', 'rotate', 'drop-secret', 'download', 'disable', 'enable'];
      for (const command of commands) {
        for (const id of [customerId, 'unknown', '\u{1F511}']) {
          await expect(
            run(`credential.${command}`, { customerId: id }, SECOND.id),
          ).rejects.toMatchObject({ code: 'credential_not_found' });
        }
      }
      expect(await run('credential.list', {}, SECOND.id)).toEqual({ credentials: [], next: null });
      expect(await statusOf(CUSTOMER)).toBe(200);
    });

    it('say when they were last used', async () => {
      await statusOf(CUSTOMER);
      platform.sources.time += 30;
      await statusOf(CUSTOMER);
      const { customers } = platform.gateway;
      await customers.flushLastUsed();
      const { customerId } = CUSTOMER;
      const shown = { lastUsedAt: NOW + 30 };
      expect(await run('credential.show', { customerId })).toMatchObject(shown);
      const { stores } = platform.storage;
      await stores.customers.noteLastUsed(
        new Map([
          [customerId, NOW + 10],
          ['gone', NOW],
        ]),
      );
      expect(await run('credential.show', { customerId })).toMatchObject(shown);
    });

    it('leave no secret in the audit trail', async () => {
      const given = await create();
      const { customerId } = given;
      const rotated = await run<Given>('credential.rotate', { customerId });
      await run('credential.drop-secret', { customerId });
      const later = await create({ downloadLater: true });
      const downloaded = await run<Given>('credential.download', { customerId: later.customerId });
      const trail = await readTrail();
      expect(trail).toMatchObject([
        { action: 'credential.create', actor: 'cli:tester', target: `credential ${customerId}` },
        { action: 'credential.rotate' },
        { action: 'credential.drop-secret' },
        { action: 'credential.create' },
        { action: 'credential.download' },
      ]);
      const text = JSON.stringify(trail);
      for (const { customerSecret } of [given, rotated, downloaded]) {
        expect(text).not.toContain(customerSecret);
      }
    });
  });
});
