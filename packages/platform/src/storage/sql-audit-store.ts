import {
  type Expression,
  type ExpressionBuilder,
  type Selectable,
  sql,
  type SqlBool,
} from 'kysely';
import type { AuditEvent } from '../features/audit-trail/audit-event.js';
import type { AuditKey, AuditKeys } from '../features/audit-trail/audit-keys.js';
import { type AuditRow, toRowContent } from '../features/audit-trail/audit-row.js';
import type {
  AuditExtent,
  AuditQuery,
  AuditStore,
  SealedHead,
} from '../features/audit-trail/audit-store.js';
import { hashRow, keyIdOfHash, sealHead } from '../features/audit-trail/chain-hash.js';
import type { Connection } from './database.js';
import type { Tables } from './tables.js';

type EventRow = Selectable<Tables['audit_events']>;
type Condition = Expression<SqlBool>;
type EventExpressions = ExpressionBuilder<Tables, 'audit_events'>;

/** SQLite takes 32,766 values in one statement. */
const ROWS_PER_INSERT = 500;
const HEAD_ID = 1;

const toAuditRow = (row: EventRow): AuditRow => ({
  seq: row.seq,
  atMs: row.at_ms,
  organizationId: row.organization_id,
  actor: row.actor,
  action: row.action,
  target: row.target,
  outcome: row.outcome,
  code: row.code,
  address: row.address,
  requestId: row.request_id,
  details: row.details,
  hash: row.hash,
});

const toEventRow = (row: AuditRow): EventRow => ({
  seq: row.seq,
  at_ms: row.atMs,
  organization_id: row.organizationId,
  actor: row.actor,
  action: row.action,
  target: row.target,
  outcome: row.outcome,
  code: row.code,
  address: row.address,
  request_id: row.requestId,
  details: row.details,
  hash: row.hash,
});

/** The events with their places in the chain, after `head`. */
function chainEvents(
  events: readonly AuditEvent[],
  head: Pick<SealedHead, 'seq' | 'hash'>,
  key: AuditKey,
): readonly AuditRow[] {
  let { hash } = head;
  return events.map((event, index) => {
    const row = { ...toRowContent(event), seq: head.seq + index + 1 };
    hash = hashRow(row, hash, key);
    return { ...row, hash };
  });
}

/** What a query compares as a whole, and its column. */
const EQUAL_COLUMNS = [
  ['organizationId', 'organization_id'],
  ['action', 'action'],
  ['outcome', 'outcome'],
  ['code', 'code'],
  ['address', 'address'],
  ['requestId', 'request_id'],
] as const;

/** Columns of which a query may know the beginning. */
const TEXT_COLUMNS = ['actor', 'target'] as const;

/** What a query bounds, and how. */
const BOUNDS = [
  ['sinceMs', 'at_ms', '>='],
  ['untilMs', 'at_ms', '<'],
  ['afterSeq', 'seq', '>'],
  ['beforeSeq', 'seq', '<'],
] as const;

/** The whole text, or the beginning of it that stands before a star. `LIKE` differs in case between the engines. */
function matchText(
  each: EventExpressions,
  column: (typeof TEXT_COLUMNS)[number],
  wanted: string,
): Condition {
  if (!wanted.endsWith('*')) return each(column, '=', wanted);
  const beginning = wanted.slice(0, -1);
  // Characters, as both engines count them.
  const { length } = Array.from(beginning);
  return sql<SqlBool>`substr(${sql.ref(column)}, 1, ${sql.lit(length)}) = ${beginning}`;
}

/** One condition for each part of the query that is given. */
function toConditions(query: AuditQuery, each: EventExpressions): Condition[] {
  const conditions: Condition[] = [];
  for (const [name, column] of EQUAL_COLUMNS) {
    const wanted = query[name];
    if (wanted !== undefined) conditions.push(each(column, '=', wanted));
  }
  for (const name of TEXT_COLUMNS) {
    const wanted = query[name];
    if (wanted !== undefined) conditions.push(matchText(each, name, wanted));
  }
  for (const [name, column, operator] of BOUNDS) {
    const bound = query[name];
    if (bound !== undefined) conditions.push(each(column, operator, bound));
  }
  return conditions;
}

/** The audit trail in the tables `audit_events` and `audit_head`. */
export class SqlAuditStore implements AuditStore {
  readonly #connection: Connection;
  readonly #keys: AuditKeys;

  constructor(connection: Connection, keys: AuditKeys) {
    this.#connection = connection;
    this.#keys = keys;
  }

  async append(events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    const key = await this.#keys.active();
    const before = await this.#moveHead(events.length);
    const rows = chainEvents(events, before, key);
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
      const part = rows.slice(start, start + ROWS_PER_INSERT).map(toEventRow);
      await this.#connection.insertInto('audit_events').values(part).execute();
    }
    const { seq = before.seq, hash = before.hash } = rows.at(-1) ?? {};
    const seal = (await this.#isSealed(before)) ? sealHead({ seq, hash }, key) : before.seal;
    await this.#connection
      .updateTable('audit_head')
      .set({ hash, seal })
      .where('id', '=', HEAD_ID)
      .execute();
  }

  async list(query: AuditQuery): Promise<readonly AuditRow[]> {
    const rows = await this.#connection
      .selectFrom('audit_events')
      .selectAll()
      .where((each) => each.and(toConditions(query, each)))
      .orderBy('seq', query.order === 'newest-first' ? 'desc' : 'asc')
      .limit(query.limit)
      .execute();
    return rows.map(toAuditRow);
  }

  async readHead(): Promise<SealedHead | undefined> {
    // Where there is none yet, this makes one, and seals the head of the empty trail.
    await this.#keys.active();
    return this.#connection
      .selectFrom('audit_head')
      .select(['seq', 'hash', 'seal'])
      .where('id', '=', HEAD_ID)
      .executeTakeFirst();
  }

  async readExtent(throughSeq: number): Promise<AuditExtent> {
    const rows = this.#connection.selectFrom('audit_events');
    const { count } = await rows
      .select((each) => each.fn.countAll().as('count'))
      .where('seq', '<=', throughSeq)
      .executeTakeFirstOrThrow();
    const { newest } = await rows
      .select((each) => each.fn.max<number | null>('seq').as('newest'))
      .executeTakeFirstOrThrow();
    return { count: Number(count), newestSeq: newest ?? 0 };
  }

  findKey(id: string): Promise<AuditKey | undefined> {
    return this.#keys.find(id);
  }

  async lock(): Promise<void> {
    await this.#moveHead(0);
  }

  async removeThrough(seq: number): Promise<void> {
    await this.#connection.deleteFrom('audit_events').where('seq', '<=', seq).execute();
  }

  /** The head as it was. Its row is locked by this until the transaction ends, on both engines. */
  async #moveHead(by: number): Promise<SealedHead> {
    const { seq, hash, seal } = await this.#connection
      .updateTable('audit_head')
      .set((each) => ({ seq: each('seq', '+', by) }))
      .where('id', '=', HEAD_ID)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { seq: seq - by, hash, seal };
  }

  /** Whether the head was written by the platform. One that was not keeps its wrong seal, for `verify` to find. */
  async #isSealed(head: SealedHead): Promise<boolean> {
    const key = await this.#keys.find(keyIdOfHash(head.seal) ?? '');
    return key !== undefined && sealHead(head, key) === head.seal;
  }
}
