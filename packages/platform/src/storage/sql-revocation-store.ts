import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Revocation } from '../domain/revocation.js';
import type {
  RevocationPage,
  RevocationPageWanted,
  RevocationStore,
} from '../features/revocations/revocation-store.js';
import type { Connection } from './database.js';
import { parseRevocationSubject } from './parse-revocation-subject.js';
import type { Tables } from './tables.js';

type RevocationRow = Selectable<Tables['revocations']>;

function toRow(revocation: Revocation): RevocationRow {
  const { key, kind, reason, endsAt, user, channel, fingerprint } = revocation;
  return {
    key,
    app_id: revocation.appId,
    kind,
    // JSON, which keeps any text: the account in a token may hold what a column cannot.
    subject: JSON.stringify({ user, channel, fingerprint }),
    issued_until: revocation.issuedUntil,
    reason: reason ?? null,
    created_at: revocation.createdAt,
    ends_at: endsAt,
  };
}

function toRevocation(row: RevocationRow): Revocation {
  return {
    key: row.key,
    appId: row.app_id,
    kind: row.kind,
    ...parseRevocationSubject(row.subject),
    issuedUntil: row.issued_until,
    reason: row.reason ?? undefined,
    createdAt: row.created_at,
    endsAt: row.ends_at,
  };
}

/** `max` and `greatest` are the engines' own words for it. */
const later =
  (column: 'issued_until' | 'ends_at') =>
  (each: ExpressionBuilder<Tables & { excluded: RevocationRow }, 'revocations' | 'excluded'>) =>
    each
      .case()
      .when(`excluded.${column}`, '>', each.ref(`revocations.${column}`))
      .then(each.ref(`excluded.${column}`))
      .else(each.ref(`revocations.${column}`))
      .end();

/** The place in the list behind which a page begins: created at, and key. */
function splitCursor(cursor: string): { readonly createdAt: number; readonly key: string } {
  const [createdAt, key = ''] = cursor.split('-');
  return { createdAt: Number(createdAt), key };
}

/** Revocations in the table `revocations`. */
export class SqlRevocationStore implements RevocationStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async put(revocation: Revocation): Promise<Revocation> {
    const row = await this.#connection
      .insertInto('revocations')
      .values(toRow(revocation))
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          issued_until: later('issued_until'),
          ends_at: later('ends_at'),
          created_at: (each) => each.ref('excluded.created_at'),
          reason: (each) =>
            each.fn.coalesce(each.ref('excluded.reason'), each.ref('revocations.reason')),
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    return toRevocation(row);
  }

  async findByKeys(keys: readonly string[]): Promise<readonly Revocation[]> {
    if (keys.length === 0) return [];
    const rows = await this.#connection
      .selectFrom('revocations')
      .selectAll()
      .where('key', 'in', keys)
      .execute();
    return rows.map(toRevocation);
  }

  async list(appId: string, { limit, after, now }: RevocationPageWanted): Promise<RevocationPage> {
    let query = this.#connection
      .selectFrom('revocations')
      .selectAll()
      .where('app_id', '=', appId)
      .where('ends_at', '>', now);
    if (after !== undefined) {
      const { createdAt, key } = splitCursor(after);
      query = query
        .where('created_at', '<=', createdAt)
        .where((each) => each.or([each('created_at', '<', createdAt), each('key', '<', key)]));
    }
    const rows = await query
      .orderBy('created_at', 'desc')
      .orderBy('key', 'desc')
      .limit(limit + 1)
      .execute();
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const isLast = rows.length <= limit || last === undefined;
    return {
      revocations: page.map(toRevocation),
      next: isLast ? undefined : `${last.created_at}-${last.key}`,
    };
  }

  async remove(appId: string, key: string): Promise<Revocation | undefined> {
    const row = await this.#connection
      .deleteFrom('revocations')
      .where('key', '=', key)
      .where('app_id', '=', appId)
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? undefined : toRevocation(row);
  }

  async removeEnded(endedAt: number, most: number): Promise<number> {
    const { numDeletedRows } = await this.#connection
      .deleteFrom('revocations')
      .where('key', 'in', (each) =>
        each
          .selectFrom('revocations')
          .select('key')
          .where('ends_at', '<=', endedAt)
          .orderBy('ends_at')
          .limit(most),
      )
      // Extended since it was chosen: then it stays.
      .where('ends_at', '<=', endedAt)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}
