import { type EntryPoint, PERMANENT_ENTRY_POINT } from '../features/entry-points/entry-point.js';
import type { EntryPointStore } from '../features/entry-points/entry-point-store.js';
import { isEntryPointName } from '../features/entry-points/parse-entry-point-name.js';
import type { EntryPointPresence } from '../features/stream-bans/stream-ban-ports.js';
import type { Connection } from './database.js';
import { insertOfProject } from './insert-of-project.js';

/** Entry points in the table `entry_points`. */
export class SqlEntryPointStore implements EntryPointStore, EntryPointPresence {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async list(projectId: string): Promise<readonly string[]> {
    const rows = await this.#connection
      .selectFrom('entry_points')
      .select('name')
      .where('project_id', '=', projectId)
      .orderBy('created_at')
      .orderBy('name')
      .execute();
    return [PERMANENT_ENTRY_POINT, ...rows.map(({ name }) => name)];
  }

  async count(projectId: string): Promise<number> {
    const { rows } = await this.#connection
      .selectFrom('entry_points')
      .select((each) => each.fn.countAll<number | string>().as('rows'))
      .where('project_id', '=', projectId)
      .executeTakeFirstOrThrow();
    return Number(rows);
  }

  async add({ projectId, name, createdAt }: EntryPoint): Promise<boolean> {
    if (name === PERMANENT_ENTRY_POINT) return false;
    const { numInsertedOrUpdatedRows } = await insertOfProject(() =>
      this.#connection
        .insertInto('entry_points')
        .values({ project_id: projectId, name, created_at: createdAt })
        .onConflict((conflict) => conflict.columns(['project_id', 'name']).doNothing())
        .executeTakeFirst(),
    );
    return numInsertedOrUpdatedRows === 1n;
  }

  async remove(projectId: string, name: string): Promise<boolean> {
    if (!isEntryPointName(name)) return false;
    const { numDeletedRows } = await this.#connection
      .deleteFrom('entry_points')
      .where('project_id', '=', projectId)
      .where('name', '=', name)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) return false;
    await this.#connection
      .deleteFrom('stream_bans')
      .where('project_id', '=', projectId)
      .where('entry_point', '=', name)
      .execute();
    return true;
  }

  async has(projectId: string, name: string): Promise<boolean> {
    if (name === PERMANENT_ENTRY_POINT) return true;
    if (!isEntryPointName(name)) return false;
    const row = await this.#connection
      .selectFrom('entry_points')
      .select('name')
      .where('project_id', '=', projectId)
      .where('name', '=', name)
      .executeTakeFirst();
    return row !== undefined;
  }

  async hold(projectId: string, name: string): Promise<boolean> {
    if (name === PERMANENT_ENTRY_POINT) return true;
    if (!isEntryPointName(name)) return false;
    // An update that changes nothing keeps the row until the transaction ends, on both engines.
    const { numUpdatedRows } = await this.#connection
      .updateTable('entry_points')
      .set({ name })
      .where('project_id', '=', projectId)
      .where('name', '=', name)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }
}
