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
import { TokenPolicyDirectory } from './token-policy-directory.js';

const SECOND = { id: 'organization-2', name: 'Second', createdAt: NOW };
const POLICY = '{ "rules": ["höhe"] }';
const OTHER = '{"rules": []}';

interface Shown {
  readonly policy: { readonly version: number; readonly document: string | null } | null;
  readonly versions: readonly { readonly version: number }[];
}

describe.each(TEST_ENGINES)('token policies on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;
    let administration: Administration;
    let directory: TokenPolicyDirectory<unknown>;

    beforeEach(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      const { storage, keyring, sources } = platform;
      const { database } = opened;
      administration = new Administration({ database, keyring, storage }, sources, {
        policyChecker: {
          findFault: (document) =>
            typeof document === 'object' ? undefined : 'a policy is an object',
        },
      });
      const { tokenPolicies } = storage.stores;
      directory = new TokenPolicyDirectory(tokenPolicies, { compile: (document) => document });
      storage.onChange((organizationId) => directory.forget(organizationId));
      await addProject(storage, PROJECT);
      await addProject(storage, OTHER_PROJECT);
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const run = <T>(id: string, input: object, organization = ORGANIZATION_ID): Promise<T> =>
      administration.run({ id, input, actor: 'cli:tester', organization }) as Promise<T>;

    const set = (document: string, project?: string): Promise<object> =>
      run('token-policy.set', { document, ...(project !== undefined && { project }) });

    const show = (input: object = {}, organization?: string): Promise<Shown> =>
      run('token-policy.show', input, organization);

    it('hold in all projects of the organization, exactly as they were given', async () => {
      expect(await show()).toEqual({ policy: null, versions: [] });
      expect(await directory.find(PROJECT.appId)).toBeUndefined();
      const set1 = await set(POLICY);
      expect(set1).toEqual({
        version: 1,
        documentBytes: Buffer.byteLength(POLICY),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
      const version = { version: 1, createdAt: NOW, createdBy: 'cli:tester' };
      expect(await show()).toEqual({
        policy: { place: 'organization', ...version, document: POLICY },
        versions: [{ ...version, documentBytes: Buffer.byteLength(POLICY) }],
      });
      for (const { appId } of [PROJECT, OTHER_PROJECT]) {
        expect(await directory.find(appId)).toEqual({
          organizationId: ORGANIZATION_ID,
          projectId: undefined,
          version: 1,
          policy: JSON.parse(POLICY) as unknown,
        });
      }
    });

    it('of a project take the place of that of its organization, until they are taken away', async () => {
      await set(POLICY);
      for (const name of [PROJECT.id, PROJECT.appId, PROJECT.name]) await set(OTHER, name);
      const project = PROJECT.id;
      expect(await show({ project })).toMatchObject({ policy: { place: 'project', version: 3 } });
      expect(await directory.find(PROJECT.appId)).toMatchObject({
        projectId: PROJECT.id,
        version: 3,
        policy: { rules: [] },
      });
      expect(await directory.find(OTHER_PROJECT.appId)).toMatchObject({ projectId: undefined });
      expect(await run('token-policy.unset', { project })).toEqual({ version: 4 });
      expect(await directory.find(PROJECT.appId)).toMatchObject({
        projectId: undefined,
        version: 1,
      });
      expect(await show({ project })).toMatchObject({
        policy: { place: 'organization', version: 1 },
        versions: [
          { version: 4, documentBytes: null },
          { version: 3 },
          { version: 2 },
          { version: 1 },
        ],
      });
      await expect(run('token-policy.unset', { project })).rejects.toMatchObject({
        code: 'token_policy_not_found',
      });
      await run('token-policy.unset', {});
      expect(await directory.find(PROJECT.appId)).toBeUndefined();
      expect(await show({ project })).toMatchObject({ policy: null });
    });

    it('can be seen as they were, in the last 20 versions', async () => {
      for (let index = 1; index <= 22; index += 1) await set(`{"index":${index}}`);
      const { versions } = await show();
      expect(versions.map(({ version }) => version)).toEqual(
        Array.from({ length: 20 }, (_, index) => 22 - index),
      );
      expect((await show({ version: 3 })).policy).toMatchObject({ document: '{"index":3}' });
      for (const version of [2, 23]) {
        await expect(show({ version })).rejects.toMatchObject({ code: 'token_policy_not_found' });
      }
    });

    it('get a version each where many are set at the same time', async () => {
      await Promise.all(Array.from({ length: 5 }, (_, index) => set(`{"index":${index}}`)));
      expect((await show()).versions.map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
    });

    it.each(['', '{', '"no object"', `"${'x'.repeat(262_144)}"`])(
      'are not made of %.20j, and nothing is kept',
      async (document) => {
        await expect(set(document)).rejects.toMatchObject({ code: 'policy_invalid' });
        expect((await show()).versions).toEqual([]);
      },
    );

    it('are those of one organization', async () => {
      await platform.storage.stores.organizations.add(SECOND);
      await set(POLICY);
      expect(await show({}, SECOND.id)).toEqual({ policy: null, versions: [] });
      for (const project of [PROJECT.id, PROJECT.appId, PROJECT.name, 'none', '\ud800']) {
        const foreign = run('token-policy.set', { project, document: OTHER }, SECOND.id);
        await expect(foreign).rejects.toMatchObject({ code: 'invalid_request' });
      }
      await run('token-policy.set', { document: OTHER }, SECOND.id);
      expect(await directory.find(PROJECT.appId)).toMatchObject({
        organizationId: ORGANIZATION_ID,
        policy: JSON.parse(POLICY) as unknown,
      });
    });

    it('leave who set what in the audit trail', async () => {
      await set(POLICY, PROJECT.id);
      await run('token-policy.unset', { project: PROJECT.id });
      await set(OTHER);
      const events = await opened.database.connection
        .selectFrom('audit_events')
        .select(['action', 'actor', 'target', 'details'])
        .execute();
      const target = `policy of project ${PROJECT.id}`;
      expect(events).toMatchObject([
        { action: 'token-policy.set', actor: 'cli:tester', target },
        { action: 'token-policy.unset', target, details: '{"version":2}' },
        { action: 'token-policy.set', target: `policy of organization ${ORGANIZATION_ID}` },
      ]);
      expect(events[0]?.details).toMatch(/"sha256":"[0-9a-f]{64}"/);
    });
  });
});
