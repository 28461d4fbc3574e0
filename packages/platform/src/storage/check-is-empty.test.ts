import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPlace } from '../../test/connect-place.js';
import { insertSampleRows } from '../../test/sample-rows.js';
import { TEST_ENGINES, type TestPlace } from '../../test/test-databases.js';
import { checkIsEmpty } from './check-is-empty.js';
import type { Connection } from './database.js';
import { migrate } from './migrate.js';

describe.each(TEST_ENGINES)('checkIsEmpty on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let place: TestPlace;
    let connection: Connection;

    beforeEach(async () => {
      place = await engine.makePlace();
      connection = connectPlace(place);
    });

    afterEach(async () => {
      await connection.destroy();
      await place.dispose();
    });

    it('takes a database without tables, and one that nobody has done anything in', async () => {
      await checkIsEmpty(connection, engine.name);
      await migrate(connection, engine.name);
      await expect(checkIsEmpty(connection, engine.name)).resolves.toBeUndefined();
    });

    it('refuses one that has rows', async () => {
      await migrate(connection, engine.name);
      await insertSampleRows(connection);
      await expect(checkIsEmpty(connection, engine.name)).rejects.toMatchObject({
        code: 'database_not_empty',
        message: expect.stringContaining('organizations') as string,
      });
    });
  });
});
