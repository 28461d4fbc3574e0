import { describe, expect, it } from 'vitest';
import { TEST_ENGINES } from '../../test/test-databases.js';
import { openDatabase } from './open-database.js';

describe.each(TEST_ENGINES)('openDatabase on $engine.name', ({ engine, isThere }) => {
  it.skipIf(!isThere)('opens what the location names', async () => {
    const place = await engine.makePlace();
    const database = await openDatabase(place.location);
    expect(database.engine).toBe(engine.name);
    await database.close();
    await place.dispose();
  });
});

describe('openDatabase', () => {
  it('refuses another engine', async () => {
    await expect(openDatabase({ url: 'mysql://host/name' })).rejects.toMatchObject({
      code: 'database_location_invalid',
    });
  });
});
