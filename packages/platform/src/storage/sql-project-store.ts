import type { Selectable } from 'kysely';
import type { CertificateSlot, Project, ProjectCertificate } from '../domain/project.js';
import { isStorableText } from '../domain/storable-text.js';
import type {
  ProjectAddition,
  ProjectNames,
  ProjectStore,
} from '../features/projects/project-store.js';
import type { Keyring } from '../keyring/keyring.js';
import type { Connection } from './database.js';
import type { Tables } from './tables.js';

/** A project beside one of its certificates, or beside none. */
interface JoinedRow extends Selectable<Tables['projects']> {
  readonly slot: CertificateSlot | null;
  readonly state: ProjectCertificate['state'] | null;
  readonly sealed_certificate: string | null;
  readonly certified_at: number | null;
}

/** The rows of one project. */
interface ProjectRows {
  readonly first: JoinedRow;
  readonly all: JoinedRow[];
}

const APP_ID = /^[0-9a-f]{32}$/;

const placeOf = (projectId: string, slot: CertificateSlot): string =>
  `certificates/${projectId}/${slot}`;

const toStatus = (status: Project['status']): number => (status === 'enabled' ? 1 : 0);

/** Projects with their certificates: one query, so that nothing changes between the two. */
const selectProjects = (connection: Connection) =>
  connection
    .selectFrom('projects')
    .leftJoin('certificates', 'certificates.project_id', 'projects.id')
    .selectAll('projects')
    .select([
      'certificates.slot',
      'certificates.state',
      'certificates.sealed_certificate',
      'certificates.created_at as certified_at',
    ]);

function groupByProject(rows: readonly JoinedRow[]): readonly ProjectRows[] {
  const groups = new Map<string, ProjectRows>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group === undefined) groups.set(row.id, { first: row, all: [row] });
    else group.all.push(row);
  }
  return [...groups.values()];
}

/** Projects in the tables `projects` and `certificates`. */
export class SqlProjectStore implements ProjectStore {
  readonly #connection: Connection;
  readonly #keyring: Keyring;

  constructor(connection: Connection, keyring: Keyring) {
    this.#connection = connection;
    this.#keyring = keyring;
  }

  async list(organizationId: string): Promise<readonly Project[]> {
    const rows = await selectProjects(this.#connection)
      .where('projects.organization_id', '=', organizationId)
      .orderBy('projects.created_at')
      .orderBy('projects.id')
      .execute();
    return this.#toProjects(rows);
  }

  async find(organizationId: string, { id, name }: ProjectNames): Promise<Project | undefined> {
    // PostgreSQL fails on a text that no column can hold.
    if (!isStorableText(`${id ?? ''}${name ?? ''}`)) return undefined;
    let query = selectProjects(this.#connection).where(
      'projects.organization_id',
      '=',
      organizationId,
    );
    if (id !== undefined) query = query.where('projects.id', '=', id);
    if (name !== undefined) query = query.where('projects.name', '=', name);
    const [project] = await this.#toProjects(await query.execute());
    return project;
  }

  async findForChange(organizationId: string, id: string): Promise<Project | undefined> {
    if (!isStorableText(id)) return undefined;
    // Locks the row until the transaction ends, on both engines.
    await this.#connection
      .updateTable('projects')
      .set((each) => ({ status: each.ref('status') }))
      .where('id', '=', id)
      .where('organization_id', '=', organizationId)
      .execute();
    return this.find(organizationId, { id });
  }

  async findByAppId(appId: string): Promise<Project | undefined> {
    if (!APP_ID.test(appId)) return undefined;
    const rows = await selectProjects(this.#connection)
      .where('projects.app_id', '=', appId)
      .execute();
    const [project] = await this.#toProjects(rows);
    return project;
  }

  async add(project: Project, maxProjects: number = Infinity): Promise<ProjectAddition> {
    if (await this.#isFull(project.organizationId, maxProjects)) return 'too-many';
    const { id, organizationId, appId, name, createdAt } = project;
    const { numInsertedOrUpdatedRows } = await this.#connection
      .insertInto('projects')
      .values({
        id,
        organization_id: organizationId,
        app_id: appId,
        name,
        status: toStatus(project.status),
        recording_server: project.recordingServer ?? null,
        created_at: createdAt,
      })
      .onConflict((conflict) => conflict.columns(['organization_id', 'name']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return 'name-taken';
    await this.#addCertificates(project);
    return 'added';
  }

  async update(project: Project): Promise<void> {
    const { id, name, status, recordingServer } = project;
    await this.#connection
      .updateTable('projects')
      .set({
        name,
        status: toStatus(status),
        recording_server: recordingServer ?? null,
      })
      .where('id', '=', id)
      .execute();
    await this.#connection.deleteFrom('certificates').where('project_id', '=', id).execute();
    await this.#addCertificates(project);
  }

  async remove(id: string): Promise<void> {
    // All that belongs to a project refers to it, and goes with it.
    await this.#connection.deleteFrom('projects').where('id', '=', id).execute();
  }

  async #isFull(organizationId: string, maxProjects: number): Promise<boolean> {
    if (maxProjects === Infinity) return false;
    // Two additions at the same time must not both be the last one: this locks the row on both engines.
    await this.#connection
      .updateTable('organizations')
      .set((each) => ({ name: each.ref('name') }))
      .where('id', '=', organizationId)
      .execute();
    const { projects } = await this.#connection
      .selectFrom('projects')
      .select(({ fn }) => fn.countAll().as('projects'))
      .where('organization_id', '=', organizationId)
      .executeTakeFirstOrThrow();
    return Number(projects) >= maxProjects;
  }

  async #addCertificates({ id, certificates }: Project): Promise<void> {
    if (certificates.length === 0) return;
    const rows = certificates.map(async ({ slot, state, certificate, createdAt }) => ({
      project_id: id,
      slot,
      state,
      sealed_certificate: await this.#keyring.seal(certificate, placeOf(id, slot)),
      created_at: createdAt,
    }));
    await this.#connection
      .insertInto('certificates')
      .values(await Promise.all(rows))
      .execute();
  }

  #toProjects(rows: readonly JoinedRow[]): Promise<readonly Project[]> {
    return Promise.all(groupByProject(rows).map((group) => this.#toProject(group)));
  }

  async #toProject({ first: row, all }: ProjectRows): Promise<Project> {
    const certificates = await Promise.all(all.map((each) => this.#openCertificate(each)));
    return {
      id: row.id,
      organizationId: row.organization_id,
      appId: row.app_id,
      name: row.name,
      status: row.status === 1 ? 'enabled' : 'disabled',
      recordingServer: row.recording_server ?? undefined,
      certificates: certificates.flatMap((each) => each ?? []),
      createdAt: row.created_at,
    };
  }

  async #openCertificate(row: JoinedRow): Promise<ProjectCertificate | undefined> {
    const { id, slot, state, sealed_certificate: sealed, certified_at: createdAt } = row;
    if (slot === null || state === null || sealed === null || createdAt === null) return undefined;
    return {
      slot,
      state,
      certificate: await this.#keyring.open(sealed, placeOf(id, slot)),
      createdAt,
    };
  }
}
