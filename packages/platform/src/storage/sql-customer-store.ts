import { type Selectable, sql } from 'kysely';
import type {
  CustomerCredential,
  CustomerSecretState,
  SecretSlot,
} from '../domain/customer-credential.js';
import type {
  CredentialPage,
  CredentialWithSecrets,
  CustomerSecret,
  CustomerStore,
} from '../features/customers/customer-store.js';
import { CustomerIdTakenError } from '../features/customers/errors.js';
import type { Keyring } from '../keyring/keyring.js';
import type { Connection } from './database.js';
import { parseTextList } from './parse-text-list.js';
import { sealedPlaceOf } from './sealed-columns.js';
import type { Tables } from './tables.js';

type CredentialRow = Selectable<Tables['customer_credentials']>;
type SecretRow = Selectable<Tables['customer_secrets']>;

/** Of an update that names each customer: far below what either engine takes as parameters. */
const MAX_NOTED = 500;

const placeOf = (customerId: string, slot: SecretSlot): string =>
  sealedPlaceOf('customer_secrets', [customerId, slot]);

const toState = (row: SecretRow): CustomerSecretState => ({
  slot: row.slot,
  createdAt: row.created_at,
  downloadedAt: row.downloaded_at ?? undefined,
});

function toCredential(row: CredentialRow, secrets: readonly SecretRow[]): CustomerCredential {
  return {
    customerId: row.customer_id,
    organizationId: row.organization_id,
    name: row.name,
    access: row.access,
    projectIds: row.project_ids === null ? undefined : parseTextList(row.project_ids),
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    secrets: secrets.map(toState),
  };
}

/** Customer credentials in the tables `customer_credentials` and `customer_secrets`. */
export class SqlCustomerStore implements CustomerStore {
  readonly #connection: Connection;
  readonly #keyring: Keyring;

  constructor(connection: Connection, keyring: Keyring) {
    this.#connection = connection;
    this.#keyring = keyring;
  }

  async list(
    organizationId: string,
    page?: CredentialPage,
  ): Promise<readonly CustomerCredential[]> {
    const rows = await this.#listCredentials(organizationId, page);
    const secrets = await this.#listSecrets(organizationId, page === undefined ? undefined : rows);
    const secretsOf = new Map<string, SecretRow[]>(rows.map((row) => [row.customer_id, []]));
    for (const each of secrets) secretsOf.get(each.customer_id)?.push(each);
    return rows.map((row) => toCredential(row, secretsOf.get(row.customer_id) ?? []));
  }

  async find(customerId: string): Promise<CredentialWithSecrets | undefined> {
    // One question for both, so that it takes as long for a customer who is not there.
    const rows = await this.#connection
      .selectFrom('customer_credentials as credential')
      .leftJoin('customer_secrets as secret', 'secret.customer_id', 'credential.customer_id')
      .selectAll('credential')
      .select([
        'secret.slot',
        'secret.sealed_secret',
        'secret.created_at as secret_created_at',
        'secret.downloaded_at',
      ])
      .where('credential.customer_id', '=', customerId)
      .orderBy('secret.slot')
      .execute();
    const [first] = rows;
    if (first === undefined) return undefined;
    const secrets = rows.flatMap(
      ({ slot, sealed_secret: sealed, secret_created_at: createdAt, downloaded_at }) =>
        slot === null || sealed === null || createdAt === null
          ? []
          : [
              {
                customer_id: customerId,
                slot,
                sealed_secret: sealed,
                created_at: createdAt,
                downloaded_at,
              },
            ],
    );
    return {
      credential: toCredential(first, secrets),
      secrets: await Promise.all(secrets.map((each) => this.#open(each))),
    };
  }

  async add(
    credential: Omit<CustomerCredential, 'secrets'>,
    secrets: readonly CustomerSecret[],
  ): Promise<void> {
    const { customerId, projectIds } = credential;
    const { numInsertedOrUpdatedRows } = await this.#connection
      .insertInto('customer_credentials')
      .values({
        customer_id: customerId,
        organization_id: credential.organizationId,
        name: credential.name,
        access: credential.access,
        project_ids: projectIds === undefined ? null : JSON.stringify(projectIds),
        created_at: credential.createdAt,
        last_used_at: credential.lastUsedAt ?? null,
        disabled_at: credential.disabledAt ?? null,
      })
      .onConflict((conflict) => conflict.column('customer_id').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new CustomerIdTakenError();
    await this.#insertSecrets(customerId, secrets);
  }

  async setDisabledAt(customerId: string, disabledAt: number | undefined): Promise<void> {
    await this.#connection
      .updateTable('customer_credentials')
      .set({ disabled_at: disabledAt ?? null })
      .where('customer_id', '=', customerId)
      .execute();
  }

  async changeSecrets(
    customerId: string,
    change: (secrets: readonly CustomerSecret[]) => readonly CustomerSecret[],
  ): Promise<readonly CustomerSecret[]> {
    // First of all, so that the row is locked from here on.
    const rows = await this.#connection
      .deleteFrom('customer_secrets')
      .where('customer_id', '=', customerId)
      .returningAll()
      .execute();
    const inOrder = rows.toSorted((a, b) => (a.slot < b.slot ? -1 : 1));
    const secrets = await Promise.all(
      inOrder.map(async (row) => ({ ...toState(row), customerSecret: await this.#open(row) })),
    );
    const changed = change(secrets);
    await this.#insertSecrets(customerId, changed);
    return changed;
  }

  async takeSecretForDownload(
    customerId: string,
    slot: SecretSlot,
    downloadedAt: number,
  ): Promise<string | undefined> {
    const row = await this.#connection
      .updateTable('customer_secrets')
      .set({ downloaded_at: downloadedAt })
      .where('customer_id', '=', customerId)
      .where('slot', '=', slot)
      .where('downloaded_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? undefined : this.#open(row);
  }

  async noteLastUsed(lastUsedAt: ReadonlyMap<string, number>): Promise<void> {
    // In one order, so that nodes which do this at the same time do not wait for each other in a circle.
    const noted = [...lastUsedAt].toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (let start = 0; start < noted.length; start += MAX_NOTED) {
      await this.#noteSome(noted.slice(start, start + MAX_NOTED));
    }
  }

  async #noteSome(noted: readonly (readonly [string, number])[]): Promise<void> {
    const values = noted.map(
      ([customerId, usedAt]) => sql`(cast(${customerId} as text), cast(${usedAt} as bigint))`,
    );
    // With the second condition SQLite looks the customers up; without it, it reads all that there are.
    await sql`
      with used (customer_id, used_at) as (values ${sql.join(values)})
      update customer_credentials set last_used_at = used.used_at from used
      where used.customer_id = customer_credentials.customer_id
        and customer_credentials.customer_id in (select customer_id from used)
        and (customer_credentials.last_used_at is null
          or customer_credentials.last_used_at < used.used_at)`.execute(this.#connection);
  }

  #listCredentials(
    organizationId: string,
    page: CredentialPage | undefined,
  ): Promise<readonly CredentialRow[]> {
    const all = this.#connection
      .selectFrom('customer_credentials')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .orderBy('created_at')
      .orderBy('customer_id');
    if (page === undefined) return all.execute();
    const { limit, after } = page;
    if (after === undefined) return all.limit(limit).execute();
    return all
      .where(
        sql<boolean>`(created_at, customer_id) > (select created_at, customer_id
          from customer_credentials where customer_id = ${after})`,
      )
      .limit(limit)
      .execute();
  }

  #listSecrets(
    organizationId: string,
    rows: readonly CredentialRow[] | undefined,
  ): Promise<readonly SecretRow[]> {
    const all = this.#connection.selectFrom('customer_secrets').orderBy('slot');
    if (rows !== undefined) {
      const ids = rows.map((row) => row.customer_id);
      if (ids.length === 0) return Promise.resolve([]);
      return all.selectAll().where('customer_id', 'in', ids).execute();
    }
    return all
      .innerJoin(
        'customer_credentials',
        'customer_credentials.customer_id',
        'customer_secrets.customer_id',
      )
      .selectAll('customer_secrets')
      .where('customer_credentials.organization_id', '=', organizationId)
      .execute();
  }

  async #insertSecrets(customerId: string, secrets: readonly CustomerSecret[]): Promise<void> {
    for (const { slot, customerSecret, createdAt, downloadedAt } of secrets) {
      await this.#connection
        .insertInto('customer_secrets')
        .values({
          customer_id: customerId,
          slot,
          sealed_secret: await this.#keyring.seal(customerSecret, placeOf(customerId, slot)),
          created_at: createdAt,
          downloaded_at: downloadedAt ?? null,
        })
        .execute();
    }
  }

  #open({ sealed_secret: sealed, customer_id: customerId, slot }: SecretRow): Promise<string> {
    return this.#keyring.open(sealed, placeOf(customerId, slot));
  }
}
