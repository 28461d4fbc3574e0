import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../../test/test-databases.js';
import {
  makeTestPlatform,
  ORGANIZATION_ID,
  type TestPlatform,
} from '../../../test/test-platform.js';
import { freshName } from '../../../test/operation-samples.js';
import { Administration } from '../../administration/administration.js';
import { liveCertificates } from '../../domain/project.js';

const OTHER_ID = 'organization-other';

describe.each(TEST_ENGINES)('administering projects on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let opened: TestDatabase;
    let platform: TestPlatform;
    let administration: Administration;

    beforeAll(async () => {
      opened = await engine.open();
      platform = await makeTestPlatform(opened.database);
      const { storage, keyring, sources } = platform;
      const { database } = opened;
      administration = new Administration({ database, keyring, storage }, sources);
      await storage.transact(OTHER_ID, ({ organizations }) =>
        organizations.add({ id: OTHER_ID, name: 'Other', createdAt: sources.now() }),
      );
    });

    afterAll(async () => {
      await platform.app.close();
      await opened.dispose();
    });

    const run = (id: string, input: object, organization = ORGANIZATION_ID): Promise<unknown> =>
      administration.run({ id, input, actor: 'cli:tester', organization });

    const auditOf = (id: string) =>
      opened.database.connection
        .selectFrom('audit_events')
        .selectAll()
        .where('target', '=', `project ${id}`)
        .orderBy('seq')
        .execute();

    it('writes each change into the audit trail, and no certificate', async () => {
      const name = freshName('audited');
      const { project } = (await run('project.create', { name })) as { project: { id: string } };
      const { id } = project;
      for (const command of ['add', 'promote']) {
        await run(`project.certificate.${command}`, { project: id });
      }
      await run('project.certificate.disable', { project: id, slot: 'secondary' });
      await run('project.certificate.enable', { project: id, slot: 'secondary' });
      const stored = await platform.storage.stores.projects.find(ORGANIZATION_ID, { id });
      await run('project.certificate.remove', { project: id, slot: 'secondary' });
      await run('project.disable', { project: name });
      await run('project.enable', { project: name });
      const rows = await auditOf(id);
      expect(rows.map(({ action, actor }) => `${actor} ${action}`)).toEqual([
        'cli:tester project.create',
        'cli:tester project.certificate.add',
        'cli:tester project.certificate.promote',
        'cli:tester project.certificate.disable',
        'cli:tester project.certificate.enable',
        'cli:tester project.certificate.remove',
        'cli:tester project.disable',
        'cli:tester project.enable',
      ]);
      const certificates = liveCertificates(stored!);
      expect(certificates).toHaveLength(2);
      for (const certificate of certificates) {
        expect(JSON.stringify(rows)).not.toContain(certificate);
      }
    });

    it('leaves everything as it was where a command is refused', async () => {
      const name = freshName('refused');
      const made = (await run('project.create', { name })) as { project: { id: string } };
      const { id } = made.project;
      const before = await run('project.show', { project: id, showCertificates: true });
      const refused = [
        ['project.certificate.remove', { slot: 'primary' }, 'last_live_certificate'],
        ['project.certificate.disable', { slot: 'primary', force: false }, 'last_live_certificate'],
        ['project.certificate.promote', {}, 'certificate_missing'],
        ['project.certificate.remove', { slot: 'tertiary' }, 'invalid_request'],
        ['project.certificate.remove', {}, 'invalid_request'],
        ['project.certificate.disable', { slot: 'primary', force: 'yes' }, 'invalid_request'],
      ] as const;
      for (const [command, input, code] of refused) {
        await expect(run(command, { project: id, ...input })).rejects.toMatchObject({ code });
      }
      expect(await run('project.show', { project: id, showCertificates: true })).toEqual(before);
      expect(await auditOf(id)).toHaveLength(1);
    });

    it('reaches no project of another organization', async () => {
      const name = freshName('foreign');
      const made = (await run('project.create', { name }, OTHER_ID)) as {
        project: { id: string; appId: string };
      };
      for (const project of [name, made.project.id, made.project.appId]) {
        for (const command of ['show', 'disable', 'certificate.add']) {
          await expect(run(`project.${command}`, { project })).rejects.toMatchObject({
            code: 'project_not_found',
          });
        }
      }
      expect(await run('project.show', { project: name }, OTHER_ID)).toMatchObject({
        project: { status: 'enabled' },
      });
    });

    it.each(['', 'a\u0000b', '\ud800', 'f'.repeat(32), 'x'.repeat(100_000)])(
      'finds nothing by %.20j',
      async (project) => {
        await expect(run('project.show', { project })).rejects.toMatchObject({
          code: 'project_not_found',
        });
      },
    );
  });
});
