import type { Migration } from 'kysely';

/** Domains, entry points and stream bans of Media Broadcast. */
export const broadcast: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('broadcast_domains')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('project_id', 'text', (column) =>
        column.notNull().references('projects.id').onDelete('cascade'),
      )
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('region', 'text')
      .addColumn('sealed_auth_key', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('broadcast_domains_project')
      .on('broadcast_domains')
      .column('project_id')
      .execute();
    await db.schema
      .createTable('entry_points')
      .addColumn('project_id', 'text', (column) =>
        column.notNull().references('projects.id').onDelete('cascade'),
      )
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('entry_points_pk', ['project_id', 'name'])
      .execute();
    await db.schema
      .createTable('stream_bans')
      .addColumn('project_id', 'text', (column) =>
        column.notNull().references('projects.id').onDelete('cascade'),
      )
      .addColumn('entry_point', 'text', (column) => column.notNull())
      .addColumn('stream', 'text', (column) => column.notNull())
      .addColumn('resume_time', 'text', (column) => column.notNull())
      .addColumn('resumes_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('stream_bans_pk', ['project_id', 'entry_point', 'stream'])
      .execute();
    await db.schema.createIndex('stream_bans_end').on('stream_bans').column('resumes_at').execute();
  },
};
