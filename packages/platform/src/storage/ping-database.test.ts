import { describe, expect, it } from 'vitest';
import { TEST_ENGINES } from '../../test/test-databases.js';
import { pingDatabase } from './ping-database.js';

describe.each(TEST_ENGINES)('pingDatabase on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('where the engine is there', () => {
    it('resolves while the database answers, and rejects when it is closed', async () => {
      const opened = await engine.open();
      const { database } = opened;
      await pingDatabase(database);
      await opened.dispose();
      await expect(pingDatabase(database)).rejects.toThrow(/./);
    });
  });
});
