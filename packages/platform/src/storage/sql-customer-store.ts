import type { Selectable } from 'kysely';
import type { CustomerCredential, CustomerSecretState } from '../domain/customer-credential.js';
import type {
  CredentialWithSecrets,
  CustomerStore,
  NewCustomerSecret,
} from '../features/customers/customer-store.js';
import type { Keyring } from '../keyring/keyring.js';
import type { Connection } from './database.js';
import { parseTextList } from './parse-text-list.js';
import type { Tables } from './tables.js';

type CredentialRow = Selectable<Tables['customer_credentials']>;
type SecretRow = Selectable<Tables['customer_secrets']>;

const placeOf = (customerId: string, slot: string): string =>
  `customer_secrets/${customerId}/${slot}`;

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

  async list(organizationId: string): Promise<readonly CustomerCredential[]> {
    const rows = await this.#connection
      .selectFrom('customer_credentials')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .orderBy('created_at')
      .orderBy('customer_id')
      .execute();
    const secrets = await this.#connection
      .selectFrom('customer_secrets')
      .innerJoin(
        'customer_credentials',
        'customer_credentials.customer_id',
        'customer_secrets.customer_id',
      )
      .selectAll('customer_secrets')
      .where('customer_credentials.organization_id', '=', organizationId)
      .orderBy('customer_secrets.slot')
      .execute();
    return rows.map((row) =>
      toCredential(
        row,
        secrets.filter((each) => each.customer_id === row.customer_id),
      ),
    );
  }

  async find(customerId: string): Promise<CredentialWithSecrets | undefined> {
    const row = await this.#connection
      .selectFrom('customer_credentials')
      .selectAll()
      .where('customer_id', '=', customerId)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const secrets = await this.#connection
      .selectFrom('customer_secrets')
      .selectAll()
      .where('customer_id', '=', customerId)
      .orderBy('slot')
      .execute();
    return {
      credential: toCredential(row, secrets),
      secrets: await Promise.all(
        secrets.map((each) =>
          this.#keyring.open(each.sealed_secret, placeOf(customerId, each.slot)),
        ),
      ),
    };
  }

  async add(
    credential: Omit<CustomerCredential, 'secrets'>,
    secrets: readonly NewCustomerSecret[],
  ): Promise<void> {
    await this.#connection
      .insertInto('customer_credentials')
      .values({
        customer_id: credential.customerId,
        organization_id: credential.organizationId,
        name: credential.name,
        access: credential.access,
        project_ids:
          credential.projectIds === undefined ? null : JSON.stringify(credential.projectIds),
        created_at: credential.createdAt,
        last_used_at: credential.lastUsedAt ?? null,
        disabled_at: credential.disabledAt ?? null,
      })
      .execute();
    await this.replaceSecrets(credential.customerId, secrets);
  }

  async update(credential: CustomerCredential): Promise<void> {
    await this.#connection
      .updateTable('customer_credentials')
      .set({
        name: credential.name,
        access: credential.access,
        project_ids:
          credential.projectIds === undefined ? null : JSON.stringify(credential.projectIds),
        disabled_at: credential.disabledAt ?? null,
      })
      .where('customer_id', '=', credential.customerId)
      .execute();
  }

  async replaceSecrets(customerId: string, secrets: readonly NewCustomerSecret[]): Promise<void> {
    await this.#connection
      .deleteFrom('customer_secrets')
      .where('customer_id', '=', customerId)
      .execute();
    for (const { slot, customerSecret, createdAt } of secrets) {
      await this.#connection
        .insertInto('customer_secrets')
        .values({
          customer_id: customerId,
          slot,
          sealed_secret: await this.#keyring.seal(customerSecret, placeOf(customerId, slot)),
          created_at: createdAt,
          downloaded_at: null,
        })
        .execute();
    }
  }

  async takeSecretForDownload(
    customerId: string,
    slot: NewCustomerSecret['slot'],
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
    if (row === undefined) return undefined;
    return this.#keyring.open(row.sealed_secret, placeOf(customerId, slot));
  }

  async noteLastUsed(lastUsedAt: ReadonlyMap<string, number>): Promise<void> {
    for (const [customerId, instant] of lastUsedAt) {
      await this.#connection
        .updateTable('customer_credentials')
        .set({ last_used_at: instant })
        .where('customer_id', '=', customerId)
        .execute();
    }
  }
}
