import { sql } from 'kysely';
import type { Database } from './database.js';

/** Asks the database for nothing. Throws `storage_unavailable` where it does not answer. */
export async function pingDatabase({ connection }: Pick<Database, 'connection'>): Promise<void> {
  await sql`select 1`.execute(connection);
}
