import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStorage } from '../../test/test-audit-trail.js';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import type { OrganizationStore } from '../features/organizations/organization-store.js';

describe.each(TEST_ENGINES)('organizations on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let organizations: OrganizationStore;

    beforeAll(async () => {
      database = await engine.open();
      ({ organizations } = (await openTestStorage(database.database)).stores);
    });

    afterAll(() => database.dispose());

    it('keeps organizations, and lists the oldest first', async () => {
      const younger = { id: 'a', name: 'Bühne', createdAt: 20 };
      const older = { id: 'b', name: 'Stage', createdAt: 10 };
      await organizations.add(younger);
      await organizations.add(older);
      expect(await organizations.list()).toEqual([older, younger]);
      expect(await organizations.find('a')).toEqual(younger);
      expect(await organizations.find('c')).toBeUndefined();
    });

    it('takes no ID twice', async () => {
      await organizations.add({ id: 'twice', name: 'One', createdAt: 30 });
      await expect(organizations.add({ id: 'twice', name: 'Two', createdAt: 31 })).rejects.toThrow(
        /unique/i,
      );
    });
  });
});
