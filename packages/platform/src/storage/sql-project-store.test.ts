import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_ENGINES, type TestDatabase } from '../../test/test-databases.js';
import { NOW, ORGANIZATION_ID, TestSources } from '../../test/test-platform.js';
import type { Project } from '../domain/project.js';
import { addSecondary } from '../features/projects/certificates.js';
import { makeProject } from '../features/projects/create-project.js';
import { EnvelopeKeyring } from '../keyring/envelope-keyring.js';
import { SqlDataKeyStore } from './sql-data-key-store.js';
import { SqlProjectStore } from './sql-project-store.js';

const OTHER_ID = 'organization-2';

describe.each(TEST_ENGINES)('projects in $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    const sources = new TestSources();
    let opened: TestDatabase;
    let keyring: EnvelopeKeyring;
    let projects: SqlProjectStore;

    const make = (name: string, organizationId = ORGANIZATION_ID): Project =>
      makeProject(organizationId, name, { isCertificateLive: true, sources });

    beforeAll(async () => {
      opened = await engine.open();
      const { connection } = opened.database;
      keyring = await EnvelopeKeyring.load({
        masterKeys: [{ id: 'test', key: new Uint8Array(32).fill(7) }],
        dataKeys: new SqlDataKeyStore(connection),
        sources,
      });
      projects = new SqlProjectStore(connection, keyring);
      await connection
        .insertInto('organizations')
        .values([ORGANIZATION_ID, OTHER_ID].map((id) => ({ id, name: id, created_at: NOW })))
        .execute();
    });

    afterAll(() => opened.dispose());

    it('gives back what was added, by every name', async () => {
      const project = addSecondary(
        { ...make('Bühne "1"'), recordingServer: '10.12.1.5:8080', status: 'disabled' },
        sources,
      );
      expect(await projects.add(project)).toBe('added');
      const { id, name, appId } = project;
      const found = [
        await projects.find(ORGANIZATION_ID, { id }),
        await projects.find(ORGANIZATION_ID, { name }),
        await projects.find(ORGANIZATION_ID, { id, name }),
        await projects.findForChange(ORGANIZATION_ID, id),
        await projects.findByAppId(appId),
        (await projects.list(ORGANIZATION_ID)).find((each) => each.id === id),
      ];
      for (const each of found) {
        expect({ ...each, certificates: new Set(each?.certificates) }).toEqual({
          ...project,
          certificates: new Set(project.certificates),
        });
      }
    });

    it('keeps a project from other organizations', async () => {
      const project = make('own');
      await projects.add(project);
      expect(await projects.find(OTHER_ID, { id: project.id })).toBeUndefined();
      expect(await projects.find(OTHER_ID, { name: 'own' })).toBeUndefined();
      expect(await projects.findForChange(OTHER_ID, project.id)).toBeUndefined();
      expect(await projects.list(OTHER_ID)).toEqual([]);
    });

    it('finds nothing where one of the names is another', async () => {
      const project = make('both');
      await projects.add(project);
      expect(
        await projects.find(ORGANIZATION_ID, { id: project.id, name: 'other' }),
      ).toBeUndefined();
    });

    it.each(['', 'absent', 'a\u0000b', '\ud800', "' or 1 = 1 --"])(
      'finds nothing by %j',
      async (text) => {
        expect([
          await projects.find(ORGANIZATION_ID, { id: text }),
          await projects.find(ORGANIZATION_ID, { name: text }),
          await projects.findForChange(ORGANIZATION_ID, text),
          await projects.findByAppId(text),
        ]).toEqual([undefined, undefined, undefined, undefined]);
      },
    );

    it('takes a name once in each organization, and tells letter cases apart', async () => {
      expect(await projects.add(make('unique'))).toBe('added');
      expect(await projects.add(make('unique'))).toBe('name-taken');
      expect(await projects.add(make('unique', OTHER_ID))).toBe('added');
      expect(await projects.add(make('Unique'))).toBe('added');
    });

    it('lists the oldest first, also those without a certificate', async () => {
      const organizationId = 'organization-3';
      await opened.database.connection
        .insertInto('organizations')
        .values({ id: organizationId, name: 'third', created_at: NOW })
        .execute();
      const bare = { ...make('bare', organizationId), certificates: [], createdAt: NOW - 1 };
      const later = make('later', organizationId);
      await projects.add(later);
      await projects.add(bare);
      expect(await projects.list(organizationId)).toEqual([bare, later]);
    });

    it('adds no more than there may be, however many come at the same time', async () => {
      const organizationId = 'organization-4';
      await opened.database.connection
        .insertInto('organizations')
        .values({ id: organizationId, name: 'fourth', created_at: NOW })
        .execute();
      const additions = Array.from({ length: 8 }, (_, index) =>
        opened.database.transact((transaction) =>
          new SqlProjectStore(transaction, keyring).add(make(`${index}`, organizationId), 3),
        ),
      );
      const outcomes = await Promise.all(additions);
      expect(outcomes.toSorted()).toEqual([
        ...Array.from({ length: 3 }, () => 'added'),
        ...Array.from({ length: 5 }, () => 'too-many'),
      ]);
      expect(await projects.list(organizationId)).toHaveLength(3);
    });

    it('loses no change where two write different things at the same time', async () => {
      const project = make('contended');
      await projects.add(project);
      const change = (changes: Partial<Project>): Promise<void> =>
        opened.database.transact(async (transaction) => {
          const store = new SqlProjectStore(transaction, keyring);
          const found = await store.findForChange(ORGANIZATION_ID, project.id);
          await store.update({ ...(found ?? project), ...changes });
        });
      await Promise.all([
        change({ status: 'disabled' }),
        change({ recordingServer: '10.12.1.5:8080' }),
        change({ name: 'renamed' }),
      ]);
      expect(await projects.find(ORGANIZATION_ID, { id: project.id })).toEqual({
        ...project,
        status: 'disabled',
        recordingServer: '10.12.1.5:8080',
        name: 'renamed',
      });
    });

    it('seals certificates, each for its place', async () => {
      const project = make('sealed');
      await projects.add(project);
      const rows = await opened.database.connection
        .selectFrom('certificates')
        .selectAll()
        .where('project_id', '=', project.id)
        .execute();
      const text = JSON.stringify(rows);
      expect(rows).toHaveLength(1);
      for (const { certificate } of project.certificates) expect(text).not.toContain(certificate);
      const other = make('other place');
      await projects.add(other);
      await opened.database.connection
        .updateTable('certificates')
        .set({ sealed_certificate: rows[0]?.sealed_certificate ?? '' })
        .where('project_id', '=', other.id)
        .execute();
      await expect(projects.find(ORGANIZATION_ID, { id: other.id })).rejects.toMatchObject({
        code: 'sealed_text_invalid',
      });
      await projects.remove(other.id);
    });

    it('removes a project with its certificates', async () => {
      const project = make('removed');
      await projects.add(project);
      await projects.remove(project.id);
      expect(await projects.findByAppId(project.appId)).toBeUndefined();
      const rest = await opened.database.connection
        .selectFrom('certificates')
        .selectAll()
        .where('project_id', '=', project.id)
        .execute();
      expect(rest).toEqual([]);
      expect(await projects.add(make('removed'))).toBe('added');
    });
  });
});
