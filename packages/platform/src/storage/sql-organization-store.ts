import type { Selectable } from 'kysely';
import type {
  Organization,
  OrganizationStore,
} from '../features/organizations/organization-store.js';
import type { Connection } from './database.js';
import type { Tables } from './tables.js';

const toOrganization = (row: Selectable<Tables['organizations']>): Organization => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
});

/** Organizations in the table `organizations`. */
export class SqlOrganizationStore implements OrganizationStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async list(): Promise<readonly Organization[]> {
    const rows = await this.#connection
      .selectFrom('organizations')
      .selectAll()
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toOrganization);
  }

  async find(id: string): Promise<Organization | undefined> {
    const row = await this.#connection
      .selectFrom('organizations')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? undefined : toOrganization(row);
  }

  async add({ id, name, createdAt }: Organization): Promise<void> {
    await this.#connection
      .insertInto('organizations')
      .values({ id, name, created_at: createdAt })
      .execute();
  }
}
