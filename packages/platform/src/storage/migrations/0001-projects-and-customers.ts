import { type Kysely, type Migration, sql } from 'kysely';

async function createProjects(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('organizations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('projects')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) =>
      column.notNull().references('organizations.id'),
    )
    .addColumn('app_id', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('status', 'integer', (column) => column.notNull())
    .addColumn('recording_server', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('projects_name_unique', ['organization_id', 'name'])
    .execute();
  await db.schema
    .createIndex('projects_organization')
    .on('projects')
    .columns(['organization_id', 'created_at', 'id'])
    .execute();
  await db.schema
    .createTable('certificates')
    .addColumn('project_id', 'text', (column) =>
      column.notNull().references('projects.id').onDelete('cascade'),
    )
    .addColumn('slot', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('sealed_certificate', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('certificates_pk', ['project_id', 'slot'])
    .execute();
}

async function createCustomers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('customer_credentials')
    .addColumn('customer_id', 'text', (column) => column.primaryKey())
    .addColumn('organization_id', 'text', (column) =>
      column.notNull().references('organizations.id'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('access', 'text', (column) => column.notNull())
    .addColumn('project_ids', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .addColumn('disabled_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('customer_credentials_organization')
    .on('customer_credentials')
    .columns(['organization_id', 'created_at', 'customer_id'])
    .execute();
  await db.schema
    .createTable('customer_secrets')
    .addColumn('customer_id', 'text', (column) =>
      column.notNull().references('customer_credentials.customer_id').onDelete('cascade'),
    )
    .addColumn('slot', 'text', (column) => column.notNull())
    .addColumn('sealed_secret', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('downloaded_at', 'bigint')
    .addPrimaryKeyConstraint('customer_secrets_pk', ['customer_id', 'slot'])
    .execute();
}

async function createDataKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('data_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('master_key_id', 'text', (column) => column.notNull())
    .addColumn('wrapped_key', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seal_count', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('data_keys_active')
    .on('data_keys')
    .column('state')
    .unique()
    .where(sql.ref('state'), '=', sql.lit('active'))
    .execute();
}

/** Organizations, projects with certificates, customer credentials with secrets, and the keys that seal them. */
export const projectsAndCustomers: Migration = {
  up: async (db) => {
    await createProjects(db);
    await createCustomers(db);
    await createDataKeys(db);
  },
};
