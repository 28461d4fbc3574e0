import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_NOT_FOUND, projectOf, ProjectWorld } from '../../../test/project-world.js';
import { TEST_ENGINES } from '../../../test/test-databases.js';
import { ORGANIZATION_ID } from '../../../test/test-platform.js';

const HEX_32 = /^[0-9a-f]{32}$/;

describe.each(TEST_ENGINES)('the sign key on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let world: ProjectWorld;

    beforeAll(async () => {
      world = await ProjectWorld.open(engine);
    });

    afterAll(() => world.dispose());

    beforeEach(() => {
      world.platform.sources.time += 2;
    });

    describe('the certificate (P6 and P7)', () => {
      it('is shown empty while it is off, and is the same when it is on again', async () => {
        const project = await world.create();
        const off = await world.customer.call('POST', '/dev/v1/signkey', {
          id: project.id,
          enable: false,
        });
        expect(off).toMatchObject({ status: 201, body: { project: { ...project, sign_key: '' } } });
        expect(await world.read(project.id)).toEqual({ ...project, sign_key: '' });
        const on = await world.customer.call('POST', '/dev/v1/signkey', { id: project.id });
        expect(on).toEqual({ status: 201, code: undefined, body: { project } });
      });

      it('is switched by a form', async () => {
        const project = await world.create();
        const { id } = project;
        const off = await world.customer.callWithForm('POST', '/dev/v1/signkey', {
          id,
          enable: '0',
        });
        expect(projectOf(off).sign_key).toBe('');
        const on = await world.customer.callWithForm('POST', '/dev/v1/signkey', {
          id,
          enable: '1',
        });
        expect(projectOf(on)).toEqual(project);
      });

      it('is another after a reset, which also turns it on', async () => {
        const project = await world.create();
        const first = await world.customer.call('POST', '/dev/v1/reset_signkey', {
          id: project.id,
        });
        const second = projectOf(first).sign_key;
        expect(first).toMatchObject({ status: 201 });
        expect(second).toMatch(HEX_32);
        expect(second).not.toBe(project.sign_key);
        await world.customer.call('POST', '/dev/v1/signkey', { id: project.id, enable: false });
        const again = await world.customer.call('POST', '/dev/v1/reset_signkey', {
          id: project.id,
        });
        const third = projectOf(again).sign_key;
        expect(third).toMatch(HEX_32);
        expect([project.sign_key, second]).not.toContain(third);
        expect(await world.read(project.id)).toEqual({ ...project, sign_key: third });
      });

      it('is made where a project has none', async () => {
        const project = await world.create();
        const stored = await world.platform.storage.stores.projects.findByAppId(project.vendor_key);
        await world.platform.storage.transact(ORGANIZATION_ID, ({ projects }) =>
          projects.update({ ...stored!, certificates: [] }),
        );
        expect((await world.read(project.id)).sign_key).toBe('');
        const off = await world.customer.call('POST', '/dev/v1/signkey', {
          id: project.id,
          enable: false,
        });
        expect(projectOf(off).sign_key).toBe('');
        const on = await world.customer.call('POST', '/dev/v1/signkey', { id: project.id });
        expect(projectOf(on).sign_key).toMatch(HEX_32);
      });

      it('is in no audit event', async () => {
        const project = await world.create();
        const reset = await world.customer.call('POST', '/dev/v1/reset_signkey', {
          id: project.id,
        });
        const rows = await world.rows
          .selectFrom('audit_events')
          .selectAll()
          .where('target', '=', `project ${project.id}`)
          .execute();
        expect(rows.map(({ action }) => action)).toEqual(['create-project', 'reset-sign-key']);
        const text = JSON.stringify(rows);
        for (const key of [project.sign_key, projectOf(reset).sign_key]) {
          expect(text).not.toContain(key);
        }
      });
    });

    describe('a disabled project', () => {
      it('counts as missing for P5 to P7, and can be enabled or deleted', async () => {
        const { id } = await world.create();
        await world.customer.call('POST', '/dev/v1/project_status', { id, status: 0 });
        for (const path of ['recording_config', 'signkey', 'reset_signkey']) {
          expect([path, await world.customer.call('POST', `/dev/v1/${path}`, { id })]).toEqual([
            path,
            PROJECT_NOT_FOUND,
          ]);
        }
        expect(
          await world.customer.call('POST', '/dev/v1/project_status', { id, status: 1 }),
        ).toMatchObject({ status: 201 });
        await world.customer.call('POST', '/dev/v1/project_status', { id, status: 0 });
        expect(await world.customer.call('DELETE', '/dev/v1/project', { id })).toMatchObject({
          status: 200,
        });
      });
    });
  });
});
