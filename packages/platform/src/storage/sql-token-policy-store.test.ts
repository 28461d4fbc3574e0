import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import {
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../test/test-platform.js';
import { addProject, OTHER_PROJECT, PROJECT } from '../../test/test-project.js';
import type { TokenPolicyStore } from '../features/token-policies/token-policy-store.js';

const ORGANIZATION = { organizationId: ORGANIZATION_ID, projectId: undefined };
const OF_PROJECT = { organizationId: ORGANIZATION_ID, projectId: PROJECT.id };
const ADDED = { createdAt: NOW, createdBy: 'cli:alice' };

describe.each(TEST_ENGINES)('SqlTokenPolicyStore on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;
    let store: TokenPolicyStore;

    beforeEach(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      store = platform.storage.stores.tokenPolicies;
      await addProject(platform.storage, PROJECT);
      await addProject(platform.storage, OTHER_PROJECT);
    });

    afterEach(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    it('gives back what was added, with its size in bytes', async () => {
      const added = { ...ADDED, document: '"höhe 😀"' };
      const expected = { ...OF_PROJECT, ...added, version: 1 };
      expect(await store.add(OF_PROJECT, added)).toEqual(expected);
      expect(await store.find(OF_PROJECT)).toEqual(expected);
      expect(await store.find(OF_PROJECT, 1)).toEqual(expected);
      expect(await store.find(ORGANIZATION)).toBeUndefined();
      expect(await store.listVersions(OF_PROJECT)).toEqual([
        { ...ADDED, version: 1, documentBytes: 12 },
      ]);
    });

    it('finds what holds: the newest of the project, else of the organization', async () => {
      const organizationId = ORGANIZATION_ID;
      const inForce = async (appId = PROJECT.appId): Promise<string | undefined> =>
        (await store.findInForce(appId))?.policy?.document;
      expect(await store.findInForce(PROJECT.appId)).toEqual({ organizationId, policy: undefined });
      await store.add(OF_PROJECT, { ...ADDED, document: '"project"' });
      expect([await inForce(), await inForce(OTHER_PROJECT.appId)]).toEqual([
        '"project"',
        undefined,
      ]);
      await store.add(ORGANIZATION, { ...ADDED, document: '"organization"' });
      expect([await inForce(), await inForce(OTHER_PROJECT.appId)]).toEqual([
        '"project"',
        '"organization"',
      ]);
      await store.add(OF_PROJECT, { ...ADDED, document: undefined });
      expect(await inForce()).toBe('"organization"');
      await store.add(ORGANIZATION, { ...ADDED, document: undefined });
      expect(await store.findInForce(PROJECT.appId)).toEqual({ organizationId, policy: undefined });
      expect(await store.findInForce('none')).toBeUndefined();
    });

    it('loses the policies of a project with the project, and no others', async () => {
      await store.add(OF_PROJECT, { ...ADDED, document: '1' });
      await store.add(ORGANIZATION, { ...ADDED, document: '2' });
      await platform.storage.transact(ORGANIZATION_ID, ({ projects }) =>
        projects.remove(PROJECT.id),
      );
      expect(await store.listVersions(OF_PROJECT)).toEqual([]);
      expect(await store.listVersions(ORGANIZATION)).toHaveLength(1);
      expect(await store.findInForce(PROJECT.appId)).toBeUndefined();
    });
  });
});
