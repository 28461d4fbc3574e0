import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BroadcastClient } from '../../../test/broadcast-client.js';
import { addProject } from '../../../test/operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import { makeTestPlatform, type TestPlatform } from '../../../test/test-platform.js';

const listed = (...names: readonly string[]): readonly [number, object] => [
  200,
  { entryPointList: names.map((name) => ({ name })) },
];

describe.each(TEST_ENGINES)('entry points on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;
    let client: BroadcastClient;
    let projectId: string;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
    });

    beforeEach(async () => {
      platform.sources.time += 2;
      const project = await addProject(platform);
      projectId = project.projectId;
      client = BroadcastClient.injecting(platform, project.appId);
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    it('has one from the start, which cannot be made and cannot be removed', async () => {
      expect(await client.ask('GET', '/entry_points')).toEqual(listed('live'));
      expect(await client.askForCode('POST', '/entry_points?id=live')).toEqual([
        400,
        'entry_point_taken',
      ]);
      expect(await client.askForCode('DELETE', '/entry_points/live')).toEqual([
        400,
        'entry_point_permanent',
      ]);
      expect(await client.ask('GET', '/entry_points')).toEqual(listed('live'));
    });

    it('adds, lists and removes others', async () => {
      expect(await client.ask('POST', '/entry_points?id=stage_2-B')).toEqual([
        201,
        { name: 'stage_2-B' },
      ]);
      platform.sources.time += 1;
      // Letter case counts, so this is another one.
      expect((await client.ask('POST', '/entry_points?id=Live'))[0]).toBe(201);
      expect(await client.ask('GET', '/entry_points')).toEqual(listed('live', 'stage_2-B', 'Live'));
      expect(await client.ask('DELETE', '/entry_points/stage_2-B')).toEqual([200, {}]);
      expect(await client.askForCode('DELETE', '/entry_points/stage_2-B')).toEqual([
        404,
        'entry_point_not_found',
      ]);
      expect(await client.ask('GET', '/entry_points')).toEqual(listed('live', 'Live'));
    });

    it('keeps those of projects apart', async () => {
      const other = BroadcastClient.injecting(platform, (await addProject(platform)).appId);
      expect((await client.ask('POST', '/entry_points?id=stage'))[0]).toBe(201);
      expect(await other.ask('GET', '/entry_points')).toEqual(listed('live'));
      expect((await other.ask('DELETE', '/entry_points/stage'))[0]).toBe(404);
      expect((await other.ask('POST', '/entry_points?id=stage'))[0]).toBe(201);
    });

    it('makes one of those that are asked for at once', async () => {
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => client.askForCode('POST', '/entry_points?id=stage')),
      );
      expect(answers.filter(([status]) => status === 201)).toHaveLength(1);
      expect(answers.filter(([status]) => status === 400)).toHaveLength(3);
      expect(await client.ask('GET', '/entry_points')).toEqual(listed('live', 'stage'));
    });

    it.each([
      ['a blank', 'a%20b'],
      ['a dot', 'a.b'],
      ['a slash', 'a%2Fb'],
      ['another letter', 'b%C3%BChne'],
      ['a NUL', 'a%00'],
      ['a line break', 'a%0A'],
      ['65 characters', 'a'.repeat(65)],
      ['nothing', ''],
    ])('refuses a name with %s', async (_name, id) => {
      expect(await client.askForCode('POST', `/entry_points?id=${id}`)).toEqual([
        400,
        'invalid_entry_point',
      ]);
      // Without a name it is another path, which is none.
      const code = id === '' ? 'route_not_found' : 'entry_point_not_found';
      expect(await client.askForCode('DELETE', `/entry_points/${id}`)).toEqual([404, code]);
      expect(await client.ask('GET', '/entry_points')).toEqual(listed('live'));
    });

    it('refuses none and two names, and takes one of 64 characters', async () => {
      expect(await client.askForCode('POST', '/entry_points')).toEqual([400, 'invalid_request']);
      expect(await client.askForCode('POST', '/entry_points?id=a&id=b')).toEqual([
        400,
        'invalid_request',
      ]);
      const name = 'a'.repeat(64);
      expect(await client.ask('POST', `/entry_points?id=${name}`)).toEqual([201, { name }]);
      expect(await client.ask('DELETE', `/entry_points/${name}`)).toEqual([200, {}]);
    });

    it('takes the bans of an entry point away with it', async () => {
      const bans = '/entry_points/stage/admin/banned_streams';
      await client.ask('POST', '/entry_points?id=stage');
      expect(await client.ask('PATCH', `${bans}/a`)).toEqual([200, {}]);
      expect(await client.ask('DELETE', '/entry_points/stage')).toEqual([200, {}]);
      expect((await client.ask('GET', bans))[0]).toBe(404);
      await client.ask('POST', '/entry_points?id=stage');
      expect(await client.ask('GET', bans)).toEqual([200, { bannedStreamList: [] }]);
    });

    it('leaves no ban behind where one is banned and the other removed at once', async () => {
      const bans = '/entry_points/stage/admin/banned_streams';
      for (let round = 0; round < 5; round += 1) {
        platform.sources.time += 1;
        await client.ask('POST', '/entry_points?id=stage');
        const [[banned], [removed]] = await Promise.all([
          client.ask('PATCH', `${bans}/a`),
          client.ask('DELETE', '/entry_points/stage'),
        ]);
        expect([removed, [200, 404].includes(banned)]).toEqual([200, true]);
        const rows = await database.database.connection
          .selectFrom('stream_bans')
          .selectAll()
          .where('project_id', '=', projectId)
          .execute();
        expect(rows).toEqual([]);
      }
    });

    it('keeps to the quota of a project', async () => {
      const rows = Array.from({ length: 999 }, (_none, index) => ({
        project_id: projectId,
        name: `stage-${index}`,
        created_at: 0,
      }));
      await database.database.connection.insertInto('entry_points').values(rows).execute();
      expect((await client.ask('POST', '/entry_points?id=last'))[0]).toBe(201);
      expect(await client.askForCode('POST', '/entry_points?id=more')).toEqual([
        400,
        'too_many_entry_points',
      ]);
    });
  });
});
