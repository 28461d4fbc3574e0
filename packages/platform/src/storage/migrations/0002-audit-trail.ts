import { type Kysely, type Migration, sql } from 'kysely';

async function createEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_events')
    .addColumn('seq', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addColumn('organization_id', 'text')
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('target', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('code', 'text')
    .addColumn('address', 'text')
    .addColumn('request_id', 'text')
    .addColumn('details', 'text')
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
}

/** Those that a question about few of many events needs. What is asked of the newest events needs none. */
async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const create = (name: string, column: string): Promise<void> =>
    db.schema
      .createIndex(`audit_events_${name}`)
      .on('audit_events')
      .columns([column, 'seq'])
      .execute();
  await create('organization', 'organization_id');
  await create('actor', 'actor');
  await create('target', 'target');
  await create('time', 'at_ms');
  // Of refusals alone: a change has no code.
  await sql`create index audit_events_code on audit_events (code, seq) where code is not null`.execute(
    db,
  );
}

/** The audit trail, the head of its chain, and the keys that the chain is made with. */
export const auditTrail: Migration = {
  up: async (db) => {
    await createEvents(db);
    await createIndexes(db);
    await db.schema
      .createTable('audit_head')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('seal', 'text', (column) => column.notNull())
      .execute();
    await db.insertInto('audit_head').values({ id: 1, seq: 0, hash: '', seal: '' }).execute();
    await db.schema
      .createTable('audit_keys')
      .addColumn('generation', 'integer', (column) => column.primaryKey())
      .addColumn('sealed_key', 'text', (column) => column.notNull())
      .execute();
  },
};
