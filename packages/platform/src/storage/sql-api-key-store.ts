import { type Selectable, sql } from 'kysely';
import type { ApiKey, ApiKeySecret } from '../features/api-keys/api-key.js';
import type { ApiKeyPage, ApiKeyStore } from '../features/api-keys/api-key-store.js';
import { ApiKeyTakenError } from '../features/api-keys/errors.js';
import { byEnd } from '../features/api-keys/rotate-secrets.js';
import type { Connection } from './database.js';
import { parseTextList } from './parse-text-list.js';
import { parseTextMap } from './parse-text-map.js';
import type { Tables } from './tables.js';

type SecretRow = Selectable<Tables['api_key_secrets']>;

/** Of an update that names each key: far below what either engine takes as parameters. */
const MAX_NOTED = 500;

const toSecret = (row: SecretRow): ApiKeySecret => ({
  sha256: row.secret_hash,
  createdAt: row.created_at,
  expiresAt: row.expires_at ?? undefined,
});

function toKey(row: Selectable<Tables['api_keys']>, secrets: readonly SecretRow[]): ApiKey {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    scopes: parseTextList(row.scopes),
    labels: parseTextMap(row.labels),
    appIds: row.app_ids === null ? undefined : parseTextList(row.app_ids),
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
    secrets: secrets.map(toSecret).toSorted(byEnd),
  };
}

/** API keys in the tables `api_keys` and `api_key_secrets`. */
export class SqlApiKeyStore implements ApiKeyStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async list(organizationId: string, { limit, after }: ApiKeyPage): Promise<readonly ApiKey[]> {
    let query = this.#connection
      .selectFrom('api_keys')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit);
    if (after !== undefined) {
      query = query.where(
        sql<boolean>`(created_at, id) > (select created_at, id from api_keys where id = ${after})`,
      );
    }
    const rows = await query.execute();
    const secretsOf = await this.#listSecrets(rows.map(({ id }) => id));
    return rows.map((row) => toKey(row, secretsOf.get(row.id) ?? []));
  }

  async find(keyId: string): Promise<ApiKey | undefined> {
    const rows = await this.#connection
      .selectFrom('api_keys as key')
      .leftJoin('api_key_secrets as secret', 'secret.key_id', 'key.id')
      .selectAll('key')
      .select([
        'secret.secret_hash',
        'secret.created_at as secret_created_at',
        'secret.expires_at as secret_expires_at',
      ])
      .where('key.id', '=', keyId)
      .execute();
    const [first] = rows;
    if (first === undefined) return undefined;
    const secrets = rows.flatMap(
      ({ secret_hash: hash, secret_created_at: createdAt, secret_expires_at: expiresAt }) =>
        hash === null || createdAt === null
          ? []
          : [{ key_id: keyId, secret_hash: hash, created_at: createdAt, expires_at: expiresAt }],
    );
    return toKey(first, secrets);
  }

  async listAppIds(organizationId: string): Promise<readonly string[]> {
    const rows = await this.#connection
      .selectFrom('projects')
      .select('app_id')
      .where('organization_id', '=', organizationId)
      .execute();
    return rows.map((row) => row.app_id);
  }

  async add(key: ApiKey): Promise<void> {
    const { id, appIds } = key;
    const { numInsertedOrUpdatedRows } = await this.#connection
      .insertInto('api_keys')
      .values({
        id,
        organization_id: key.organizationId,
        name: key.name,
        scopes: JSON.stringify(key.scopes),
        labels: JSON.stringify(key.labels),
        app_ids: appIds === undefined ? null : JSON.stringify(appIds),
        created_at: key.createdAt,
        expires_at: key.expiresAt ?? null,
        disabled_at: key.disabledAt ?? null,
        last_used_at: key.lastUsedAt ?? null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new ApiKeyTakenError();
    await this.#insertSecrets(id, key.secrets);
  }

  async setDisabledAt(keyId: string, disabledAt: number | undefined): Promise<void> {
    await this.#connection
      .updateTable('api_keys')
      .set({ disabled_at: disabledAt ?? null })
      .where('id', '=', keyId)
      .execute();
  }

  async changeSecrets(
    keyId: string,
    change: (secrets: readonly ApiKeySecret[]) => readonly ApiKeySecret[],
  ): Promise<readonly ApiKeySecret[]> {
    // First of all, so that the rows are locked from here on.
    const rows = await this.#connection
      .deleteFrom('api_key_secrets')
      .where('key_id', '=', keyId)
      .returningAll()
      .execute();
    const changed = change(rows.map(toSecret).toSorted(byEnd));
    await this.#insertSecrets(keyId, changed);
    return changed;
  }

  async remove(keyId: string): Promise<void> {
    // Its secrets refer to it, and go with it.
    await this.#connection.deleteFrom('api_keys').where('id', '=', keyId).execute();
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
      ([keyId, usedAt]) => sql`(cast(${keyId} as text), cast(${usedAt} as bigint))`,
    );
    // With the second condition SQLite looks the keys up; without it, it reads all that there are.
    await sql`
      with used (key_id, used_at) as (values ${sql.join(values)})
      update api_keys set last_used_at = used.used_at from used
      where used.key_id = api_keys.id
        and api_keys.id in (select key_id from used)
        and (api_keys.last_used_at is null or api_keys.last_used_at < used.used_at)`.execute(
      this.#connection,
    );
  }

  async #listSecrets(
    keyIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly SecretRow[]>> {
    if (keyIds.length === 0) return new Map();
    const rows = await this.#connection
      .selectFrom('api_key_secrets')
      .selectAll()
      .where('key_id', 'in', keyIds)
      .execute();
    const secretsOf = new Map<string, SecretRow[]>(keyIds.map((keyId) => [keyId, []]));
    for (const row of rows) secretsOf.get(row.key_id)?.push(row);
    return secretsOf;
  }

  async #insertSecrets(keyId: string, secrets: readonly ApiKeySecret[]): Promise<void> {
    if (secrets.length === 0) return;
    const rows = secrets.map(({ sha256, createdAt, expiresAt }) => ({
      key_id: keyId,
      secret_hash: sha256,
      created_at: createdAt,
      expires_at: expiresAt ?? null,
    }));
    await this.#connection.insertInto('api_key_secrets').values(rows).execute();
  }
}
