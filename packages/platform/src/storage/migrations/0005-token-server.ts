import { type Kysely, type Migration, sql } from 'kysely';

async function createApiKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('api_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) =>
      column.notNull().references('organizations.id'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('labels', 'text', (column) => column.notNull())
    .addColumn('app_ids', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('disabled_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('api_keys_organization')
    .on('api_keys')
    .columns(['organization_id', 'created_at', 'id'])
    .execute();
  await db.schema
    .createTable('api_key_secrets')
    .addColumn('key_id', 'text', (column) =>
      column.notNull().references('api_keys.id').onDelete('cascade'),
    )
    .addColumn('secret_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addPrimaryKeyConstraint('api_key_secrets_pk', ['key_id', 'secret_hash'])
    .execute();
}

async function createPolicies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('token_policies')
    .addColumn('organization_id', 'text', (column) =>
      column.notNull().references('organizations.id'),
    )
    // The project's ID, or nothing: a primary key has no null.
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('project_id', 'text', (column) =>
      column.references('projects.id').onDelete('cascade'),
    )
    .addColumn('document', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('token_policies_pk', ['organization_id', 'place', 'version'])
    .execute();
  await db.schema
    .createIndex('token_policies_project')
    .on('token_policies')
    .column('project_id')
    .execute();
}

async function createUserIds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('user_ids')
    .addColumn('app_id', 'text', (column) =>
      column.notNull().references('projects.app_id').onDelete('cascade'),
    )
    .addColumn('name_hash', 'text', (column) => column.notNull())
    .addColumn('uid', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('user_ids_pk', ['app_id', 'name_hash'])
    .addUniqueConstraint('user_ids_uid', ['app_id', 'uid'])
    // 0 stands for no uid, and what is beyond 32 bits fits into no token.
    .addCheckConstraint('user_ids_range', sql`uid between 1 and 4294967295`)
    .execute();
}

/** What the token server keeps: API keys, policies, and the uids that names were given. */
export const tokenServer: Migration = {
  up: async (db) => {
    await createApiKeys(db);
    await createPolicies(db);
    await createUserIds(db);
  },
};
