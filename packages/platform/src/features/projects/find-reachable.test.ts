import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_NOT_FOUND, ProjectWorld } from '../../../test/project-world.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { CustomerClient } from '../../../test/customer-client.js';
import { CUSTOMERS, freshName } from '../../../test/operation-samples.js';
import { basicOf, CUSTOMER } from '../../../test/test-platform.js';

describe.each(TEST_ENGINES)(
  'what a credential may do with projects on $engine.name',
  ({ engine, isThere }) => {
    describe.skipIf(!isThere)('with the engine', () => {
      let world: ProjectWorld;

      beforeAll(async () => {
        world = await ProjectWorld.open(engine);
      });

      afterAll(() => world.dispose());

      beforeEach(() => {
        world.platform.sources.time += 2;
      });

      it('keeps both of two changes at the same time', async () => {
        const project = await world.create();
        const { id } = project;
        await Promise.all([
          world.customer.call('POST', '/dev/v1/recording_config', { id, recording_server: 'a:1' }),
          world.customer.call('POST', '/dev/v1/signkey', { id, enable: false }),
        ]);
        expect(await world.read(id)).toEqual({ ...project, recording_server: 'a:1', sign_key: '' });
      });

      it('runs into no fault where everything comes at the same time', async () => {
        const { customer } = world;
        const { id, vendor_key: appid } = await world.create();
        const calls = Array.from({ length: 6 }, (_, index) => [
          customer.call('POST', '/dev/v1/kicking-rule', { appid, uid: index + 1 }),
          customer.call('POST', '/dev/v1/project_status', { id, status: index % 2 }),
          customer.call('POST', '/dev/v1/recording_config', {
            id,
            recording_server: `a:${index + 1}`,
          }),
          customer.call('POST', '/dev/v1/reset_signkey', { id }),
          customer.call('POST', '/dev/v1/project', { name: freshName('beside') }),
          customer.call('GET', `/dev/v1/kicking-rule?appid=${appid}`),
          ...(index === 3 ? [customer.call('DELETE', '/dev/v1/project', { id })] : []),
        ]).flat();
        const answers = await Promise.all(calls);
        expect(answers.filter(({ status }) => ![200, 201, 400, 404].includes(status))).toEqual([]);
        expect(await world.customer.call('GET', `/dev/v1/project?id=${id}`)).toEqual(
          PROJECT_NOT_FOUND,
        );
      });

      it('takes other bodies than JSON and forms for nothing it knows', async () => {
        const response = await world.platform.app.inject({
          method: 'POST',
          url: '/dev/v1/project',
          headers: {
            authorization: basicOf(CUSTOMER),
            'content-type': 'text/xml',
          },
          payload: '<name/>',
        });
        expect([response.statusCode, response.headers['x-stagedoor-error']]).toEqual([
          415,
          'unsupported_media_type',
        ]);
      });

      describe('a credential for chosen projects', () => {
        it('sees and changes these alone', async () => {
          const [own, other] = [await world.create(), await world.create()];
          const scoped = await world.clientFor([own.id]);
          expect(await scoped.call('GET', '/dev/v1/projects')).toMatchObject({
            body: { projects: [own] },
          });
          expect(await scoped.call('GET', `/dev/v1/project?name=${own.name}`)).toMatchObject({
            status: 200,
          });
          expect(
            await scoped.call('POST', '/dev/v1/project_status', { id: own.id, status: 1 }),
          ).toMatchObject({ status: 201 });
          const refused = await Promise.all([
            scoped.call('GET', `/dev/v1/project?name=${other.name}`),
            scoped.call('POST', '/dev/v1/project_status', { id: other.id, status: 0 }),
            scoped.call('POST', '/dev/v1/recording_config', { id: other.id }),
            scoped.call('POST', '/dev/v1/signkey', { id: other.id, enable: false }),
            scoped.call('POST', '/dev/v1/reset_signkey', { id: other.id }),
            scoped.call('DELETE', '/dev/v1/project', { id: other.id }),
          ]);
          expect(refused).toEqual(refused.map(() => PROJECT_NOT_FOUND));
          expect(await world.read(other.id)).toEqual(other);
        });

        it('creates none, also where it is for none', async () => {
          for (const projectIds of [['absent'], []]) {
            const scoped = await world.clientFor(projectIds);
            expect(
              await scoped.call('POST', '/dev/v1/project', { name: freshName('scoped') }),
            ).toMatchObject({ status: 403, code: 'scoped_credential' });
            expect(await scoped.call('GET', '/dev/v1/projects')).toMatchObject({
              body: { projects: [] },
            });
          }
        });
      });

      it('reads, and changes nothing, for a credential that may only read', async () => {
        const project = await world.create();
        const reader = new CustomerClient(world.platform.app, CUSTOMERS.reader);
        expect(await reader.call('GET', `/dev/v1/project?id=${project.id}`)).toMatchObject({
          body: { projects: [{ ...project, sign_key: '' }] },
        });
        expect(
          await reader.call('POST', '/dev/v1/project_status', { id: project.id, status: 0 }),
        ).toMatchObject({ status: 403, code: 'read_only_credential' });
        expect(await world.read(project.id)).toEqual(project);
      });
    });
  },
);
