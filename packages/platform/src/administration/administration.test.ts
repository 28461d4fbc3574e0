import { Type } from 'typebox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { makeTestPlatform, ORGANIZATION_ID, type TestPlatform } from '../../test/test-platform.js';
import { InvalidRequestError } from '../errors.js';
import { defineAdminCommand } from './admin-command.js';
import type { AdminPorts } from './admin-command-table.js';
import { Administration } from './administration.js';

const SECOND = { id: 'organization-2', name: 'Second', createdAt: 1 };

/** Adds an organization of that name, and fails where the name is `bad`. */
const addCommand = defineAdminCommand({
  id: 'test.add',
  access: 'write',
  scope: 'organization',
  input: Type.Object({ name: Type.String() }),
  run: async ({ ports, input: { name }, organizationId }: AddCall) => {
    await ports.organizations.add({ id: name, name, createdAt: 2 });
    if (name === 'bad') throw new InvalidRequestError('bad');
    return { result: { organizationId }, target: `organization ${name}`, details: { name } };
  },
});

interface AddCall {
  readonly ports: AdminPorts;
  readonly input: { readonly name: string };
  readonly organizationId: string;
}

const maintain = defineAdminCommand({
  id: 'test.maintain',
  access: 'maintenance',
  scope: 'platform',
  input: Type.Object({}),
  run: async ({ ports, organizationId }: Omit<AddCall, 'input'>) => ({
    result: { engine: ports.maintenance.database.engine, organizationId },
  }),
});

const read = defineAdminCommand({
  id: 'test.read',
  access: 'read',
  scope: 'organization',
  input: Type.Object({}),
  run: async ({ ports }: Pick<AddCall, 'ports'>) => ({
    result: (await ports.organizations.list()).map(({ name }) => name),
  }),
});

describe.each(TEST_ENGINES)('Administration on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;
    let administration: Administration;

    beforeEach(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
      const { storage, keyring, sources } = platform;
      const maintenance = { database: database.database, keyring, storage };
      administration = new Administration(maintenance, sources, {
        commands: [addCommand, maintain, read],
      });
    });

    afterEach(async () => {
      await platform.app.close();
      await database.dispose();
    });

    const run = (id: string, input: object, organization?: string): Promise<unknown> =>
      administration.run({ id, input, actor: 'cli:tester', organization });

    const readTrail = (): Promise<readonly object[]> =>
      database.database.connection
        .selectFrom('audit_events')
        .select(['actor', 'action', 'target', 'organization_id', 'details'])
        .execute();

    it('runs a write in one transaction with its audit event', async () => {
      expect(await run('test.add', { name: 'new' })).toEqual({ organizationId: ORGANIZATION_ID });
      expect(await readTrail()).toEqual([
        {
          actor: 'cli:tester',
          action: 'test.add',
          target: 'organization new',
          organization_id: ORGANIZATION_ID,
          details: '{"name":"new"}',
        },
      ]);
    });

    it('leaves nothing of a write that fails', async () => {
      await expect(run('test.add', { name: 'bad' })).rejects.toThrow('bad');
      expect(await run('test.read', {})).toEqual(['Test']);
      expect(await readTrail()).toEqual([]);
    });

    it('tells of a change', async () => {
      const changed: (string | undefined)[] = [];
      platform.storage.onChange((id) => changed.push(id));
      await run('test.add', { name: 'new' });
      expect(changed).toEqual([ORGANIZATION_ID]);
    });

    it('records maintenance, and no reading', async () => {
      const { engine: name } = database.database;
      expect(await run('test.maintain', {})).toEqual({ engine: name, organizationId: '' });
      await run('test.read', {});
      expect(await readTrail()).toMatchObject([{ action: 'test.maintain', organization_id: null }]);
    });

    it('names the field that is wrong', async () => {
      const failure = { code: 'invalid_request', message: 'name must be string' };
      await expect(run('test.add', { name: 1 })).rejects.toMatchObject(failure);
      await expect(run('test.none', {})).rejects.toMatchObject({ code: 'not_found' });
    });

    it('asks for an organization where there are several', async () => {
      await platform.storage.stores.organizations.add(SECOND);
      await expect(run('test.add', { name: 'a' })).rejects.toThrow('--organization');
      for (const named of [SECOND.id, SECOND.name]) {
        expect(await run('test.add', { name: `of ${named}` }, named)).toEqual({
          organizationId: SECOND.id,
        });
      }
      await expect(run('test.add', { name: 'a' }, 'none')).rejects.toThrow(
        'no organization "none"',
      );
      await platform.storage.stores.organizations.add({ ...SECOND, id: 'organization-3' });
      await expect(run('test.add', { name: 'a' }, SECOND.name)).rejects.toThrow('give the ID');
    });
  });
});
