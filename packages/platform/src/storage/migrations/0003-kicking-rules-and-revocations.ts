import type { Migration } from 'kysely';

/** What keeps users out: kicking rules, and revoked tokens. */
export const kickingRulesAndRevocations: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('kicking_rules')
      .addColumn('id', 'bigint', (column) => column.primaryKey())
      .addColumn('organization_id', 'text', (column) =>
        column.notNull().references('organizations.id'),
      )
      .addColumn('app_id', 'text', (column) =>
        column.notNull().references('projects.app_id').onDelete('cascade'),
      )
      .addColumn('operation_number', 'bigint', (column) => column.notNull())
      .addColumn('filter_key', 'text', (column) => column.notNull())
      .addColumn('uid', 'bigint')
      .addColumn('cname', 'text')
      .addColumn('ip', 'text')
      .addColumn('privileges', 'text', (column) => column.notNull())
      .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('ends_at_ms', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('kicking_rules_app')
      .on('kicking_rules')
      .columns(['app_id', 'ends_at_ms'])
      .execute();
    await db.schema
      .createIndex('kicking_rules_filter')
      .on('kicking_rules')
      .columns(['filter_key', 'ends_at_ms'])
      .execute();
    await db.schema
      .createIndex('kicking_rules_end')
      .on('kicking_rules')
      .column('ends_at_ms')
      .execute();
    await db.schema
      .createTable('revocations')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('app_id', 'text', (column) =>
        column.notNull().references('projects.app_id').onDelete('cascade'),
      )
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('issued_until', 'bigint', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('ends_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('revocations_app')
      .on('revocations')
      .columns(['app_id', 'created_at', 'key'])
      .execute();
    await db.schema.createIndex('revocations_end').on('revocations').column('ends_at').execute();
  },
};
