import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { SystemSources } from '../src/domain/system-sources.js';
import type { AuditEvent } from '../src/features/audit-trail/audit-event.js';
import { EnvelopeKeyring } from '../src/keyring/envelope-keyring.js';
import type { Database } from '../src/storage/database.js';
import { SqlDataKeyStore } from '../src/storage/sql-data-key-store.js';
import { Storage } from '../src/storage/storage.js';

/** 2026-11-21T06:30:00Z. */
export const NOW = 1_795_242_600;

/** A storage with an audit trail, and what to attack it with. */
export interface TestAuditTrail {
  readonly storage: Storage;
  /** Writes events, the numbers of which are their targets, each in a transaction of its own. */
  append(...numbers: readonly number[]): Promise<void>;
  /** Runs a statement as somebody would who has the database, and no key. */
  attack(statement: string): Promise<void>;
}

/** An event of somebody who made a project of that number. */
export const makeEvent = (number: number, changes: Partial<AuditEvent> = {}): AuditEvent => ({
  atMs: (NOW + number) * 1000,
  organizationId: 'organization-1',
  actor: 'cli:tester',
  action: 'project.create',
  target: `project ${number}`,
  outcome: 'done',
  code: undefined,
  address: '192.0.2.7',
  requestId: undefined,
  details: { name: `stage ${number}` },
  ...changes,
});

/** Random bytes that differ between `seed`s alone. */
export const seededSources = (seed: string): SystemSources => {
  let counter = 0;
  return {
    now: () => NOW,
    randomBytes: (size) => {
      counter += 1;
      const digest = createHash('sha512').update(`${seed} ${counter}`).digest();
      return Uint8Array.from(digest.subarray(0, size));
    },
  };
};

/** A storage on a database, as one process has it. */
export async function openTestStorage(database: Database, seed = 'first'): Promise<Storage> {
  const keyring = await EnvelopeKeyring.load({
    masterKeys: [{ id: 'test', key: new Uint8Array(32).fill(7) }],
    dataKeys: new SqlDataKeyStore(database.connection),
    sources: seededSources(seed),
  });
  return new Storage(database, keyring);
}

/** An empty audit trail on a database, which may have had another one before. */
export async function makeTestAuditTrail(database: Database): Promise<TestAuditTrail> {
  const { connection } = database;
  for (const table of ['audit_events', 'audit_head', 'audit_keys', 'organizations'] as const) {
    await connection.deleteFrom(table).execute();
  }
  const head = { id: 1, seq: 0, hash: '', seal: '' };
  await connection.insertInto('audit_head').values(head).execute();
  const storage = await openTestStorage(database);
  return {
    storage,
    append: async (...numbers) => {
      for (const number of numbers) await storage.appendAuditEvents([makeEvent(number)]);
    },
    attack: async (statement) => {
      await sql.raw(statement).execute(database.connection);
    },
  };
}
