import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeTestAuditTrail, NOW, seededSources } from '../../../test/test-audit-trail.js';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import type { Storage } from '../../storage/storage.js';
import { organizationAdminCommands } from './admin-commands.js';
import type { Organization } from './organization-store.js';

describe.each(TEST_ENGINES)('organizations on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('for administrators', () => {
    let database: TestDatabase;
    let storage: Storage;

    beforeAll(async () => {
      database = await engine.open();
    });

    beforeEach(async () => {
      ({ storage } = await makeTestAuditTrail(database.database));
    });

    afterAll(() => database.dispose());

    const sources = seededSources('organizations');

    async function run(id: string, input: object): Promise<unknown> {
      const command = organizationAdminCommands.find((each) => each.id === id);
      const answer = await storage.transact('', async (stores) =>
        command?.run({
          ports: stores,
          input: input as never,
          organizationId: '',
          actor: 'cli:tester',
          sources,
        }),
      );
      return answer?.result;
    }

    it('creates and lists them, the oldest first', async () => {
      const created = await run('organization.create', { name: 'Bühne 1' });
      expect(created).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        name: 'Bühne 1',
        createdAt: NOW,
      });
      expect(await run('organization.list', {})).toEqual({ organizations: [created] });
      const { id } = created as Organization;
      expect(await storage.stores.organizations.find(id)).toEqual(created);
      expect(await storage.stores.organizations.find('another')).toBeUndefined();
    });

    it('gives a name to one alone', async () => {
      const attempts = await Promise.allSettled(
        Array.from({ length: 10 }, () => run('organization.create', { name: 'Stage' })),
      );
      const refusals = attempts.flatMap((each) =>
        each.status === 'rejected' ? [each.reason as unknown] : [],
      );
      expect(refusals).toHaveLength(9);
      expect(refusals[0]).toMatchObject({ code: 'organization_exists', status: 409 });
      expect(await storage.stores.organizations.list()).toHaveLength(1);
    });

    it.each(['', ' Stage', 'Stage\n', 'a\u0000b', '\ud83c', '0'.repeat(32)])(
      'refuses the name %j',
      async (name) => {
        await expect(run('organization.create', { name })).rejects.toMatchObject({
          code: 'invalid_request',
        });
        expect(await storage.stores.organizations.list()).toEqual([]);
      },
    );
  });
});
