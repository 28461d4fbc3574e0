import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_NOT_FOUND, ProjectWorld, statusesOf } from '../../../test/project-world.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { NOW } from '../../../test/test-platform.js';

describe.each(TEST_ENGINES)('projects that go on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let world: ProjectWorld;

    beforeAll(async () => {
      world = await ProjectWorld.open(engine);
    });

    afterAll(() => world.dispose());

    beforeEach(() => {
      world.platform.sources.time += 2;
    });

    describe('deleting (P9)', () => {
      it('removes the project, and a second time finds nothing', async () => {
        const { id } = await world.create();
        expect(await world.customer.call('DELETE', '/dev/v1/project', { id })).toEqual({
          status: 200,
          code: undefined,
          body: { success: true },
        });
        expect(await world.customer.call('DELETE', '/dev/v1/project', { id })).toEqual(
          PROJECT_NOT_FOUND,
        );
        expect(await world.customer.call('GET', `/dev/v1/project?id=${id}`)).toEqual(
          PROJECT_NOT_FOUND,
        );
      });

      it('takes the form of the PHP client', async () => {
        const { id } = await world.create();
        expect(
          await world.customer.callWithForm('DELETE', '/dev/v1/project', { id }),
        ).toMatchObject({
          status: 200,
          body: { success: true },
        });
      });

      it('leaves no row of the project in any table', async () => {
        const project = await world.create();
        const { id, vendor_key: appId } = project;
        await world.customer.call('POST', '/dev/v1/kicking-rule', { appid: appId, uid: 42 });
        const connection = world.rows;
        await connection
          .insertInto('broadcast_domains')
          .values({
            name: 'push.example.com',
            project_id: id,
            type: 'publish',
            region: 'eu',
            sealed_auth_key: null,
            created_at: NOW,
          })
          .execute();
        await connection
          .insertInto('entry_points')
          .values({ project_id: id, name: 'entry', created_at: NOW })
          .execute();
        await connection
          .insertInto('stream_bans')
          .values({
            project_id: id,
            entry_point: 'entry',
            stream: 'one',
            resume_time: 'later',
            resumes_at: NOW,
          })
          .execute();
        await connection
          .insertInto('revocations')
          .values({
            key: 'a'.repeat(32),
            app_id: appId,
            kind: 'project',
            subject: '{}',
            issued_until: NOW,
            reason: null,
            created_at: NOW,
            ends_at: NOW,
          })
          .execute();
        await world.customer.call('DELETE', '/dev/v1/project', { id });
        const left = await Promise.all([
          ...(['certificates', 'broadcast_domains', 'entry_points', 'stream_bans'] as const).map(
            (table) =>
              connection.selectFrom(table).selectAll().where('project_id', '=', id).execute(),
          ),
          ...(['kicking_rules', 'revocations'] as const).map((table) =>
            connection.selectFrom(table).selectAll().where('app_id', '=', appId).execute(),
          ),
        ]);
        expect(left).toEqual([[], [], [], [], [], []]);
      });

      it('is done once by one of many at the same time', async () => {
        const { id } = await world.create();
        const answers = await Promise.all(
          Array.from({ length: 5 }, () => world.customer.call('DELETE', '/dev/v1/project', { id })),
        );
        expect(statusesOf(answers)).toEqual([200, 404, 404, 404, 404]);
      });
    });
  });
});
