import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  PROJECT_NOT_FOUND,
  projectOf,
  ProjectWorld,
  statusesOf,
  type WireProject,
} from '../../../test/project-world.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { CustomerClient } from '../../../test/customer-client.js';
import { CUSTOMERS, freshName } from '../../../test/operation-samples.js';

const HEX_32 = /^[0-9a-f]{32}$/;

describe.each(TEST_ENGINES)('projects on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let world: ProjectWorld;

    beforeAll(async () => {
      world = await ProjectWorld.open(engine);
    });

    afterAll(() => world.dispose());

    beforeEach(() => {
      world.platform.sources.time += 2;
    });

    describe('creating (P3)', () => {
      it('answers with the seven fields', async () => {
        const name = freshName('Bühne');
        const answer = await world.customer.call('POST', '/dev/v1/project', {
          name,
          enable_sign_key: true,
          unknown_field: 1,
        });
        expect(answer).toEqual({
          status: 201,
          code: undefined,
          body: {
            project: {
              id: expect.stringMatching(/^[0-9a-z]{10}$/),
              name,
              vendor_key: expect.stringMatching(HEX_32),
              sign_key: expect.stringMatching(HEX_32),
              recording_server: null,
              status: 1,
              created: world.platform.sources.time,
            },
          },
        });
        const { id } = projectOf(answer);
        expect(await world.read(id)).toEqual(projectOf(answer));
      });

      it('leaves the certificate off unless it is asked for', async () => {
        const answer = await world.customer.call('POST', '/dev/v1/project', {
          name: freshName('off'),
        });
        const { id, sign_key: shown } = projectOf(answer);
        expect(shown).toBe('');
        const enabled = await world.customer.call('POST', '/dev/v1/signkey', { id });
        expect(projectOf(enabled).sign_key).toMatch(HEX_32);
      });

      it('takes a name once, also of two requests at the same time', async () => {
        const name = freshName('race');
        const answers = await Promise.all(
          Array.from({ length: 5 }, () => world.customer.call('POST', '/dev/v1/project', { name })),
        );
        expect(statusesOf(answers)).toEqual([201, 400, 400, 400, 400]);
        const refused = answers.find(({ status }) => status === 400);
        expect(refused).toMatchObject({
          code: 'project_name_taken',
          body: { message: expect.stringContaining(name), error_msg: expect.any(String) },
        });
      });

      it('takes names of 255 characters of any script, and not of 256', async () => {
        const fitting = '🎭'.repeat(255);
        const created = await world.customer.call('POST', '/dev/v1/project', { name: fitting });
        expect(projectOf(created).name).toBe(fitting);
        const refused = await world.customer.call('POST', '/dev/v1/project', {
          name: `${fitting}a`,
        });
        expect(refused).toMatchObject({ status: 400, code: 'invalid_request' });
      });

      it.each([
        ['', ' ', 'a\u0000b', 'a\nb', '\ud800'].map((name) => ({ name })),
        [null, 5, ['a'], { a: 1 }, true].map((name) => ({ name })),
        [{}, [], 'text', 5, null],
        ['yes', 2, 'null', {}].map((enabled) => ({ name: 'a', enable_sign_key: enabled })),
      ])('makes nothing of bad input: %j', async (...inputs) => {
        const before = await world.customer.call('GET', '/dev/v1/projects');
        for (const input of inputs) {
          const answer = await world.customer.call(
            'POST',
            '/dev/v1/project',
            JSON.stringify(input),
          );
          expect([input, answer]).toEqual([
            input,
            expect.objectContaining({ status: 400, code: 'invalid_request' }),
          ]);
        }
        expect(await world.customer.call('GET', '/dev/v1/projects')).toEqual(before);
      });

      it('takes the form of the PHP client', async () => {
        const name = freshName('php & more');
        const on = await world.customer.callWithForm('POST', '/dev/v1/project', {
          name,
          enable_sign_key: '1',
        });
        expect(on).toMatchObject({ status: 201, body: { project: { name } } });
        expect(projectOf(on).sign_key).toMatch(HEX_32);
        const off = await world.customer.callWithForm('POST', '/dev/v1/project', {
          name: freshName('php'),
          enable_sign_key: '0',
        });
        expect(projectOf(off).sign_key).toBe('');
      });
    });

    describe('listing (P1) and finding (P2)', () => {
      it('lists the projects of the organization alone, the oldest first', async () => {
        world.platform.sources.time += 10;
        const first = await world.create();
        world.platform.sources.time += 10;
        const second = await world.create();
        const { body } = await world.customer.call('GET', '/dev/v1/projects');
        expect((body as { projects: readonly WireProject[] }).projects.slice(-2)).toEqual([
          first,
          second,
        ]);
        const foreigner = new CustomerClient(world.platform.app, CUSTOMERS.foreign);
        expect(await foreigner.call('GET', '/dev/v1/projects')).toMatchObject({
          status: 200,
          body: { projects: [] },
        });
      });

      it('finds by ID, by name or by both, under the name of several', async () => {
        const project = await world.create(freshName('with space & ü'));
        const found = { status: 200, code: undefined, body: { projects: [project] } };
        const name = encodeURIComponent(project.name);
        for (const query of [
          `id=${project.id}`,
          `name=${name}`,
          `id=${project.id}&name=${name}`,
          `id=&name=${name}`,
        ]) {
          expect(await world.customer.call('GET', `/dev/v1/project?${query}`)).toEqual(found);
        }
      });

      it('finds nothing where the two are of different projects, or neither is known', async () => {
        const [one, other] = [await world.create(), await world.create()];
        for (const query of [
          `id=${one.id}&name=${other.name}`,
          'id=absent',
          'name=absent',
          'id=%00',
          'name=a%00b',
          `id=${one.vendor_key}`,
        ]) {
          expect([query, await world.customer.call('GET', `/dev/v1/project?${query}`)]).toEqual([
            query,
            PROJECT_NOT_FOUND,
          ]);
        }
      });

      it.each(['', '?id=', '?id=&name=', '?id=a&id=b', '?ID=a'])(
        'refuses the query %j',
        async (query) => {
          expect(await world.customer.call('GET', `/dev/v1/project${query}`)).toMatchObject({
            status: 400,
            code: 'invalid_request',
          });
        },
      );
    });

    describe('the status (P4)', () => {
      it('is changed back and forth', async () => {
        const project = await world.create();
        for (const status of [0, 0, 1]) {
          expect(
            await world.customer.call('POST', '/dev/v1/project_status', { id: project.id, status }),
          ).toEqual({ status: 201, code: undefined, body: { project: { ...project, status } } });
          expect(await world.read(project.id)).toEqual({ ...project, status });
        }
      });

      it('may be a text, and a form', async () => {
        const { id } = await world.create();
        const off = await world.customer.call('POST', '/dev/v1/project_status', {
          id,
          status: '0',
        });
        expect(projectOf(off).status).toBe(0);
        const on = await world.customer.callWithForm('POST', '/dev/v1/project_status', {
          id,
          status: '1',
        });
        expect(projectOf(on).status).toBe(1);
      });

      it.each([2, -1, 0.5, '', 'on', true, null, undefined, [1]])('is not %j', async (status) => {
        const { id } = await world.create();
        expect(
          await world.customer.call('POST', '/dev/v1/project_status', { id, status }),
        ).toMatchObject({ status: 400, code: 'invalid_request' });
        expect((await world.read(id)).status).toBe(1);
        await world.customer.call('DELETE', '/dev/v1/project', { id });
      });
    });

    describe('the recording server (P5)', () => {
      it('is set, kept where it is left out, and taken away', async () => {
        const project = await world.create();
        const server = '10.12.1.5:8080';
        const steps = [
          [{ recording_server: server }, server],
          [{}, server],
          [{ recording_server: '' }, null],
          [{ recording_server: server }, server],
          [{ recording_server: null }, null],
        ] as const;
        for (const [fields, shown] of steps) {
          expect(
            await world.customer.call('POST', '/dev/v1/recording_config', {
              id: project.id,
              ...fields,
            }),
          ).toEqual({
            status: 201,
            code: undefined,
            body: { project: { ...project, recording_server: shown } },
          });
        }
      });

      it('takes the form of the PHP client, which sends the ID alone', async () => {
        const project = await world.create();
        expect(
          await world.customer.callWithForm('POST', '/dev/v1/recording_config', { id: project.id }),
        ).toMatchObject({ status: 201, body: { project } });
      });

      it.each(['nowhere to go', '10.12.1.5:0', 'http://10.12.1.5', '\u0000', 8080, ['a'], true])(
        'is not %j',
        async (server) => {
          const { id } = await world.create();
          expect(
            await world.customer.call('POST', '/dev/v1/recording_config', {
              id,
              recording_server: server,
            }),
          ).toMatchObject({ status: 400, code: 'invalid_request' });
          expect((await world.read(id)).recording_server).toBeNull();
          await world.customer.call('DELETE', '/dev/v1/project', { id });
        },
      );
    });
  });
});
