import type { Selectable } from 'kysely';
import { toCanonicalAddress } from '../domain/ip-address.js';
import { filterKeyOf, matchingFilterKeys } from '../features/kicking-rules/filter-key.js';
import type { KickingRule } from '../features/kicking-rules/kicking-rule.js';
import type {
  KickingRuleStore,
  KickingSubject,
} from '../features/kicking-rules/kicking-rule-store.js';
import type { Connection } from './database.js';
import { insertOfProject } from './insert-of-project.js';
import { parsePrivilegeList } from './parse-privilege-list.js';
import type { Tables } from './tables.js';

type RuleRow = Selectable<Tables['kicking_rules']>;

const toRule = (row: RuleRow): KickingRule => ({
  id: row.id,
  organizationId: row.organization_id,
  appId: row.app_id,
  operationNumber: row.operation_number,
  uid: row.uid ?? undefined,
  channel: row.cname ?? undefined,
  address: row.ip ?? undefined,
  privileges: parsePrivilegeList(row.privileges),
  createdAtMs: row.created_at_ms,
  updatedAtMs: row.updated_at_ms,
  endsAtMs: row.ends_at_ms,
});

const toRow = (rule: KickingRule): RuleRow => ({
  id: rule.id,
  organization_id: rule.organizationId,
  app_id: rule.appId,
  operation_number: rule.operationNumber,
  filter_key: filterKeyOf(rule),
  uid: rule.uid ?? null,
  cname: rule.channel ?? null,
  ip: rule.address ?? null,
  privileges: JSON.stringify(rule.privileges),
  created_at_ms: rule.createdAtMs,
  updated_at_ms: rule.updatedAtMs,
  ends_at_ms: rule.endsAtMs,
});

/** The same order each time, also of those that end together. */
const byEnd = (one: KickingRule, other: KickingRule): number =>
  one.endsAtMs - other.endsAtMs || one.id - other.id;

/** Kicking rules in the table `kicking_rules`. */
export class SqlKickingRuleStore implements KickingRuleStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async list(appId: string, atMs: number): Promise<readonly KickingRule[]> {
    const rows = await this.#connection
      .selectFrom('kicking_rules')
      .selectAll()
      .where('app_id', '=', appId)
      .where('ends_at_ms', '>', atMs)
      .orderBy('created_at_ms')
      .orderBy('id')
      .execute();
    return rows.map(toRule);
  }

  async count(appId: string, atMs: number): Promise<number> {
    const { rules } = await this.#connection
      .selectFrom('kicking_rules')
      .select(({ fn }) => fn.countAll().as('rules'))
      .where('app_id', '=', appId)
      .where('ends_at_ms', '>', atMs)
      .executeTakeFirstOrThrow();
    return Number(rules);
  }

  async add(rule: KickingRule): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await insertOfProject(() =>
      this.#connection
        .insertInto('kicking_rules')
        .values(toRow(rule))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst(),
    );
    return numInsertedOrUpdatedRows === 1n;
  }

  async changeEnd(
    { appId, id }: { readonly appId: string; readonly id: number },
    { endsAtMs, atMs }: { readonly endsAtMs: number; readonly atMs: number },
  ): Promise<KickingRule | undefined> {
    const row = await this.#connection
      .updateTable('kicking_rules')
      .set({ ends_at_ms: endsAtMs, updated_at_ms: atMs })
      .where('id', '=', id)
      .where('app_id', '=', appId)
      .where('ends_at_ms', '>', atMs)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? undefined : toRule(row);
  }

  async remove(appId: string, id: number, atMs: number): Promise<KickingRule | undefined> {
    const row = await this.#connection
      .deleteFrom('kicking_rules')
      .where('id', '=', id)
      .where('app_id', '=', appId)
      .where('ends_at_ms', '>', atMs)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? undefined : toRule(row);
  }

  async findActive(subject: KickingSubject): Promise<readonly KickingRule[]> {
    const address = toCanonicalAddress(subject.address ?? '');
    const keys = matchingFilterKeys({ ...subject, address });
    if (keys.length === 0) return [];
    const rows = await this.#connection
      .selectFrom('kicking_rules')
      .selectAll()
      .where('filter_key', 'in', keys)
      .where('ends_at_ms', '>', subject.atMs)
      .execute();
    // Asked for an order, SQLite would rather go through all rules by their ends.
    return rows.map(toRule).toSorted(byEnd);
  }

  async removeEnded(atMs: number, most: number): Promise<number> {
    const { numDeletedRows } = await this.#connection
      .deleteFrom('kicking_rules')
      .where('id', 'in', (rules) =>
        rules
          .selectFrom('kicking_rules')
          .select('id')
          .where('ends_at_ms', '<=', atMs)
          .orderBy('ends_at_ms')
          .limit(most),
      )
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}
