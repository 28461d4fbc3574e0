import type { Selectable } from 'kysely';
import type { BroadcastDomain } from '../features/broadcast-domains/broadcast-domain.js';
import type { BroadcastDomainStore } from '../features/broadcast-domains/broadcast-domain-store.js';
import type { Keyring } from '../keyring/keyring.js';
import type { Connection } from './database.js';
import { insertOfProject } from './insert-of-project.js';
import type { Tables } from './tables.js';

type DomainRow = Selectable<Tables['broadcast_domains']>;
type DomainKey = Pick<BroadcastDomain, 'projectId' | 'name'>;

/** The project as well: a row that is moved to another one does not open there. */
const placeOf = ({ projectId, name }: DomainKey): string =>
  `broadcast_domains/${projectId}/${name}`;

/** Domains in the table `broadcast_domains`. */
export class SqlBroadcastDomainStore implements BroadcastDomainStore {
  readonly #connection: Connection;
  readonly #keyring: Keyring;

  constructor(connection: Connection, keyring: Keyring) {
    this.#connection = connection;
    this.#keyring = keyring;
  }

  async list(projectId: string): Promise<readonly BroadcastDomain[]> {
    const rows = await this.#connection
      .selectFrom('broadcast_domains')
      .selectAll()
      .where('project_id', '=', projectId)
      .orderBy('created_at')
      .orderBy('name')
      .execute();
    return Promise.all(rows.map((row) => this.#toDomain(row)));
  }

  async count(projectId: string): Promise<number> {
    const { rows } = await this.#connection
      .selectFrom('broadcast_domains')
      .select((each) => each.fn.countAll<number | string>().as('rows'))
      .where('project_id', '=', projectId)
      .executeTakeFirstOrThrow();
    return Number(rows);
  }

  async find(name: string): Promise<BroadcastDomain | undefined> {
    const row = await this.#connection
      .selectFrom('broadcast_domains')
      .selectAll()
      .where('name', '=', name)
      .executeTakeFirst();
    return row === undefined ? undefined : this.#toDomain(row);
  }

  async add(domain: BroadcastDomain): Promise<boolean> {
    const sealed = await this.#seal(domain, domain.authKey);
    const { numInsertedOrUpdatedRows } = await insertOfProject(() =>
      this.#connection
        .insertInto('broadcast_domains')
        .values({
          name: domain.name,
          project_id: domain.projectId,
          type: domain.type,
          region: domain.region ?? null,
          sealed_auth_key: sealed,
          created_at: domain.createdAt,
        })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirst(),
    );
    return numInsertedOrUpdatedRows === 1n;
  }

  async putAuthKey(key: DomainKey, authKey: string | undefined): Promise<boolean> {
    const { numUpdatedRows } = await this.#connection
      .updateTable('broadcast_domains')
      .set({ sealed_auth_key: await this.#seal(key, authKey) })
      .where('project_id', '=', key.projectId)
      .where('name', '=', key.name)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async remove({ projectId, name }: DomainKey): Promise<boolean> {
    const { numDeletedRows } = await this.#connection
      .deleteFrom('broadcast_domains')
      .where('project_id', '=', projectId)
      .where('name', '=', name)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  }

  async #seal(key: DomainKey, authKey: string | undefined): Promise<string | null> {
    return authKey === undefined ? null : this.#keyring.seal(authKey, placeOf(key));
  }

  async #toDomain(row: DomainRow): Promise<BroadcastDomain> {
    const key = { projectId: row.project_id, name: row.name };
    const sealed = row.sealed_auth_key;
    return {
      ...key,
      type: row.type,
      region: row.region ?? undefined,
      authKey: sealed === null ? undefined : await this.#keyring.open(sealed, placeOf(key)),
      createdAt: row.created_at,
    };
  }
}
