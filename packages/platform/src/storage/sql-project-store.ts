import type { Selectable } from 'kysely';
import type { CertificateSlot, Project, ProjectCertificate } from '../domain/project.js';
import type { ProjectStore } from '../features/projects/project-store.js';
import type { Keyring } from '../keyring/keyring.js';
import type { Connection } from './database.js';
import type { Tables } from './tables.js';

type ProjectRow = Selectable<Tables['projects']>;
type CertificateRow = Selectable<Tables['certificates']>;

const placeOf = (projectId: string, slot: CertificateSlot): string =>
  `certificates/${projectId}/${slot}`;

/** Projects in the tables `projects` and `certificates`. */
export class SqlProjectStore implements ProjectStore {
  readonly #connection: Connection;
  readonly #keyring: Keyring;

  constructor(connection: Connection, keyring: Keyring) {
    this.#connection = connection;
    this.#keyring = keyring;
  }

  async list(organizationId: string): Promise<readonly Project[]> {
    const rows = await this.#connection
      .selectFrom('projects')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    const certificates = await this.#connection
      .selectFrom('certificates')
      .innerJoin('projects', 'projects.id', 'certificates.project_id')
      .selectAll('certificates')
      .where('projects.organization_id', '=', organizationId)
      .execute();
    return Promise.all(
      rows.map((row) =>
        this.#toProject(
          row,
          certificates.filter((each) => each.project_id === row.id),
        ),
      ),
    );
  }

  async find(organizationId: string, id: string): Promise<Project | undefined> {
    const row = await this.#connection
      .selectFrom('projects')
      .selectAll()
      .where('id', '=', id)
      .where('organization_id', '=', organizationId)
      .executeTakeFirst();
    return this.#withCertificates(row);
  }

  async findByAppId(appId: string): Promise<Project | undefined> {
    const row = await this.#connection
      .selectFrom('projects')
      .selectAll()
      .where('app_id', '=', appId)
      .executeTakeFirst();
    return this.#withCertificates(row);
  }

  async add(project: Project): Promise<boolean> {
    const { id, organizationId, appId, name, createdAt } = project;
    const { numInsertedOrUpdatedRows } = await this.#connection
      .insertInto('projects')
      .values({
        id,
        organization_id: organizationId,
        app_id: appId,
        name,
        status: project.status === 'enabled' ? 1 : 0,
        recording_server: project.recordingServer ?? null,
        created_at: createdAt,
      })
      .onConflict((conflict) => conflict.columns(['organization_id', 'name']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    for (const certificate of project.certificates) {
      await this.putCertificate(id, certificate.slot, certificate);
    }
    return true;
  }

  async update({ id, name, status, recordingServer }: Project): Promise<void> {
    await this.#connection
      .updateTable('projects')
      .set({
        name,
        status: status === 'enabled' ? 1 : 0,
        recording_server: recordingServer ?? null,
      })
      .where('id', '=', id)
      .execute();
  }

  async putCertificate(
    projectId: string,
    slot: CertificateSlot,
    certificate: ProjectCertificate | undefined,
  ): Promise<void> {
    await this.#connection
      .deleteFrom('certificates')
      .where('project_id', '=', projectId)
      .where('slot', '=', slot)
      .execute();
    if (certificate === undefined) return;
    const { state, createdAt } = certificate;
    const sealed = await this.#keyring.seal(certificate.certificate, placeOf(projectId, slot));
    await this.#connection
      .insertInto('certificates')
      .values({
        project_id: projectId,
        slot,
        state,
        sealed_certificate: sealed,
        created_at: createdAt,
      })
      .execute();
  }

  async remove(id: string): Promise<void> {
    await this.#connection.deleteFrom('projects').where('id', '=', id).execute();
  }

  async #withCertificates(row: ProjectRow | undefined): Promise<Project | undefined> {
    if (row === undefined) return undefined;
    const certificates = await this.#connection
      .selectFrom('certificates')
      .selectAll()
      .where('project_id', '=', row.id)
      .execute();
    return this.#toProject(row, certificates);
  }

  async #toProject(row: ProjectRow, certificates: readonly CertificateRow[]): Promise<Project> {
    return {
      id: row.id,
      organizationId: row.organization_id,
      appId: row.app_id,
      name: row.name,
      status: row.status === 1 ? 'enabled' : 'disabled',
      recordingServer: row.recording_server ?? undefined,
      certificates: await Promise.all(certificates.map((each) => this.#openCertificate(each))),
      createdAt: row.created_at,
    };
  }

  async #openCertificate(row: CertificateRow): Promise<ProjectCertificate> {
    return {
      slot: row.slot,
      state: row.state,
      certificate: await this.#keyring.open(
        row.sealed_certificate,
        placeOf(row.project_id, row.slot),
      ),
      createdAt: row.created_at,
    };
  }
}
