import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import {
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../../test/test-platform.js';
import { addProject, OTHER_PROJECT, PROJECT } from '../../../test/test-project.js';
import { Administration } from '../../administration/administration.js';
import { ApiKeyDirectory } from './api-key-directory.js';
import type { ApiKeyView } from './api-key-view.js';

const SECOND = { id: 'organization-2', name: 'Second', createdAt: NOW };
const KEY_ID = 'k3yIdOf001';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Listed {
  readonly apiKeys: readonly ApiKeyView[];
  readonly next: string | null;
}

describe.each(TEST_ENGINES)('API keys on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;
    let administration: Administration;
    let directory: ApiKeyDirectory;

    beforeEach(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      const { storage, keyring, sources } = platform;
      const { database } = opened;
      administration = new Administration({ database, keyring, storage }, sources);
      directory = new ApiKeyDirectory(storage.stores.apiKeys, { now: sources.now });
      storage.onChange((organizationId) => directory.forget(organizationId));
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const run = <T>(id: string, input: object, organization?: string): Promise<T> =>
      administration.run({ id, input, actor: 'cli:tester', organization }) as Promise<T>;

    const create = (input: object = {}, organization?: string): Promise<ApiKeyView> =>
      run(
        'api-key.create',
        { keyId: KEY_ID, secretHash: hashOf('first'), name: 'classroom', ...input },
        organization,
      );

    const rotate = (input: object = {}): Promise<ApiKeyView> => {
      const rotation = { keyId: KEY_ID, secretHash: hashOf('second'), overlapSeconds: 3600 };
      return run('api-key.rotate', { ...rotation, ...input });
    };

    const list = async (): Promise<readonly ApiKeyView[]> =>
      (await run<Listed>('api-key.list', {})).apiKeys;

    it('are made for the whole organization, and found at once', async () => {
      await addProject(platform.storage, PROJECT);
      const made = await create();
      expect(made).toEqual({
        keyId: KEY_ID,
        name: 'classroom',
        scopes: [],
        labels: {},
        appIds: null,
        state: 'enabled',
        createdAt: NOW,
        expiresAt: null,
        disabledAt: null,
        lastUsedAt: null,
        secrets: [{ fingerprint: hashOf('first').slice(0, 8), createdAt: NOW, expiresAt: null }],
      });
      expect(await list()).toEqual([made]);
      const found = { organizationId: ORGANIZATION_ID, appIds: [PROJECT.appId], disabled: false };
      expect(await directory.find(KEY_ID)).toMatchObject(found);
      await addProject(platform.storage, OTHER_PROJECT);
      const both = await directory.find(KEY_ID);
      expect(both?.appIds.toSorted()).toEqual([PROJECT.appId, OTHER_PROJECT.appId].toSorted());
    });

    it('have scopes, labels, projects and an end', async () => {
      await addProject(platform.storage, PROJECT);
      await addProject(platform.storage, OTHER_PROJECT);
      const given = {
        scopes: ['rtc:publish', 'chat'],
        labels: { team: 'classroom', constructor: 'höhe 😀' },
        appIds: [PROJECT.appId],
        expiresAt: NOW + 60,
      };
      expect(await create(given)).toMatchObject(given);
      expect(await directory.find(KEY_ID)).toMatchObject(given);
      platform.sources.time += 60;
      expect(await list()).toMatchObject([{ state: 'expired' }]);
    });

    it.each([
      { keyId: 'short' },
      { keyId: 'with space' },
      { secretHash: 'A'.repeat(64) },
      { secretHash: 'first' },
      { name: ' ' },
      { name: 'a\nb' },
      { name: 'x'.repeat(256) },
      { scopes: ['two words'] },
      { scopes: ['twice', 'twice'] },
      { scopes: [''] },
      { labels: { '1': 'digit first' } },
      { labels: { team: 'a\u0000b' } },
      { labels: { team: 'x'.repeat(256) } },
      { labels: { team: 7 } },
      { labels: JSON.parse('{"__proto__":"x"}') as object },
      { appIds: [] },
      { appIds: [OTHER_PROJECT.appId] },
      { expiresAt: NOW },
    ])('are not made of %j', async (input) => {
      await expect(create(input)).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await list()).toEqual([]);
    });

    it('have an ID that no other organization can take', async () => {
      await platform.storage.stores.organizations.add(SECOND);
      await create({}, ORGANIZATION_ID);
      for (const organization of [ORGANIZATION_ID, SECOND.id]) {
        const taken = create({ secretHash: hashOf('other') }, organization);
        await expect(taken).rejects.toMatchObject({ code: 'api_key_taken' });
      }
      const [secret] = (await directory.find(KEY_ID))?.secrets ?? [];
      expect(secret?.sha256).toBe(hashOf('first'));
    });

    it('of another organization are as if they were not there', async () => {
      await platform.storage.stores.organizations.add(SECOND);
      await create({}, ORGANIZATION_ID);
      const rotation = { secretHash: hashOf('second'), overlapSeconds: 0 };
      for (const command of ['rotate', 'disable', 'enable', 'remove']) {
        for (const keyId of [KEY_ID, 'unknown', '\u{1F511}']) {
          const input = { keyId, ...(command === 'rotate' ? rotation : {}) };
          await expect(run(`api-key.${command}`, input, SECOND.id)).rejects.toMatchObject({
            code: 'api_key_not_found',
          });
        }
      }
      expect(await run('api-key.list', {}, SECOND.id)).toEqual({ apiKeys: [], next: null });
      await addProject(platform.storage, { ...PROJECT, organizationId: SECOND.id });
      const foreign = create({ keyId: 'another01', appIds: [PROJECT.appId] }, ORGANIZATION_ID);
      await expect(foreign).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await directory.find(KEY_ID)).toMatchObject({ appIds: [], disabled: false });
    });

    it('are listed page by page, the oldest first', async () => {
      const ids = ['zzzzzzzz01', 'aaaaaaaa02', 'mmmmmmmm03'];
      for (const keyId of ids) {
        await create({ keyId });
        platform.sources.time += 1;
      }
      const first = await run<Listed>('api-key.list', { limit: 2 });
      expect(first.next).toBe(ids[1]);
      const rest = await run<Listed>('api-key.list', { limit: 2, after: first.next });
      expect(rest.next).toBeNull();
      expect([...first.apiKeys, ...rest.apiKeys].map(({ keyId }) => keyId)).toEqual(ids);
    });

    it('are rotated: the secret before lives through the overlap', async () => {
      await create();
      platform.sources.time += 10;
      const after = NOW + 10;
      expect((await rotate()).secrets).toEqual([
        { fingerprint: hashOf('second').slice(0, 8), createdAt: after, expiresAt: null },
        { fingerprint: hashOf('first').slice(0, 8), createdAt: NOW, expiresAt: after + 3600 },
      ]);
      expect((await directory.find(KEY_ID))?.secrets).toEqual([
        { sha256: hashOf('second'), createdAt: after, expiresAt: undefined },
        { sha256: hashOf('first'), createdAt: NOW, expiresAt: after + 3600 },
      ]);
      const third = { secretHash: hashOf('third') };
      await expect(rotate(third)).rejects.toMatchObject({ code: 'api_key_rotating' });
      await expect(rotate()).rejects.toMatchObject({ code: 'invalid_request' });
      expect((await rotate({ ...third, dropOld: true })).secrets).toHaveLength(2);
      platform.sources.time += 3600;
      expect(await list()).toMatchObject([
        { secrets: [{ fingerprint: hashOf('third').slice(0, 8) }] },
      ]);
    });

    it('have one secret after a rotation without overlap', async () => {
      await create();
      expect((await rotate({ overlapSeconds: 0 })).secrets).toHaveLength(1);
      expect((await directory.find(KEY_ID))?.secrets).toMatchObject([{ sha256: hashOf('second') }]);
    });

    it('are rotated once where two rotate at the same time', async () => {
      await create();
      const results = await Promise.allSettled([rotate(), rotate({ secretHash: hashOf('third') })]);
      const refused = results.filter((each) => each.status === 'rejected');
      expect(refused).toMatchObject([{ reason: { code: 'api_key_rotating' } }]);
    });

    it('are disabled, enabled and removed', async () => {
      await create();
      expect(await run('api-key.disable', { keyId: KEY_ID })).toMatchObject({ state: 'disabled' });
      expect(await directory.find(KEY_ID)).toMatchObject({ disabled: true });
      platform.sources.time += 60;
      expect(await run('api-key.disable', { keyId: KEY_ID })).toMatchObject({ disabledAt: NOW });
      expect(await run('api-key.enable', { keyId: KEY_ID })).toMatchObject({
        state: 'enabled',
        disabledAt: null,
      });
      expect(await directory.find(KEY_ID)).toMatchObject({ disabled: false });
      expect(await run('api-key.remove', { keyId: KEY_ID })).toMatchObject({
        keyId: KEY_ID,
        name: expect.any(String) as string,
        state: 'enabled',
      });
      expect(await directory.find(KEY_ID)).toBeUndefined();
      expect(await list()).toEqual([]);
      const rows = await opened.database.connection
        .selectFrom('api_key_secrets')
        .selectAll()
        .execute();
      expect(rows).toEqual([]);
      expect(await create()).toMatchObject({ keyId: KEY_ID });
    });

    it('say when they were last used', async () => {
      await create();
      directory.noteUsed(KEY_ID);
      await directory.flushLastUsed();
      expect(await list()).toMatchObject([{ lastUsedAt: NOW }]);
    });

    it('leave who did what in the audit trail, and no hash', async () => {
      await create({ labels: { team: 'classroom' } });
      await rotate();
      await run('api-key.disable', { keyId: KEY_ID });
      await run('api-key.enable', { keyId: KEY_ID });
      await run('api-key.list', {});
      await run('api-key.remove', { keyId: KEY_ID });
      const trail = await opened.database.connection
        .selectFrom('audit_events')
        .selectAll()
        .execute();
      expect(trail.map(({ action }) => action)).toEqual([
        'api-key.create',
        'api-key.rotate',
        'api-key.disable',
        'api-key.enable',
        'api-key.remove',
      ]);
      for (const event of trail) {
        expect(event).toMatchObject({ actor: 'cli:tester', target: `api key ${KEY_ID}` });
      }
      const text = JSON.stringify(trail);
      expect(text).toContain(hashOf('second').slice(0, 8));
      for (const secret of ['first', 'second']) expect(text).not.toContain(hashOf(secret));
    });
  });
});
