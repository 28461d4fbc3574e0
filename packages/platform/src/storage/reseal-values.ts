import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import { MasterKeyMissingError, SealedTextInvalidError } from '../errors.js';
import type { EnvelopeKeyring } from '../keyring/envelope-keyring.js';
import type { Connection, Database } from './database.js';
import { SEALED_COLUMNS, type SealedColumn, sealedPlaceOf } from './sealed-columns.js';

/** Values in one transaction: some milliseconds, in which an embedded database can do nothing else. */
const BATCH_SIZE = 100;
/** Values that are counted at once. */
const COUNT_SIZE = 10_000;

type RowKeys = Readonly<Record<string, string | number>>;

/** A data key, and how many values it has sealed. */
interface KeyCount {
  readonly id: string;
  readonly count: number;
}

/** A value that another data key than the active one has sealed. */
interface OldValue {
  readonly keys: readonly (string | number)[];
  readonly sealed: string;
}

/** How far it came: the column, and the row of it that was last looked at. */
export interface ResealPosition {
  /** Its number in the list of sealed columns. */
  readonly column: number;
  readonly after: readonly (string | number)[];
}

/** What was done, and where to go on; undefined at the end. */
export interface ResealProgress {
  readonly count: number;
  /** Places whose text does not open, and is left as it is. */
  readonly unreadable: readonly string[];
  readonly next: ResealPosition | undefined;
}

/** The data key of a sealed text, in SQL of both engines. `v1.` comes before its eight characters. */
const dataKeyOf = (column: string): RawBuilder<string> =>
  sql<string>`substr(${sql.ref(column)}, 4, 8)`;

async function readOldValues(
  connection: Connection,
  { table, column, keys }: SealedColumn,
  { after, activeId }: { readonly after: ResealPosition['after']; readonly activeId: string },
): Promise<readonly OldValue[]> {
  const names = sql.join(keys.map((key) => sql.ref(key)));
  const rest = after.length === 0 ? sql`1 = 1` : sql`(${names}) > (${sql.join(after)})`;
  const { rows } = await sql<RowKeys>`
    select ${names}, ${sql.ref(column)} as sealed from ${sql.table(table)}
    where ${sql.ref(column)} is not null and ${dataKeyOf(column)} <> ${activeId} and ${rest}
    order by ${names} limit ${sql.lit(BATCH_SIZE)}`.execute(connection);
  return rows.map((row) => ({
    keys: keys.map((key) => row[key] ?? ''),
    sealed: String(row['sealed']),
  }));
}

/** A value with the column that it is of. */
interface PlacedValue {
  readonly column: SealedColumn;
  readonly value: OldValue;
}

/** Leaves a value alone that was written meanwhile: that has the active key already. */
async function replace(
  connection: Connection,
  { column: { table, column, keys: names }, value: { keys, sealed } }: PlacedValue,
  resealed: string,
): Promise<void> {
  const isRow = sql.join(
    names.map((name, index) => sql`${sql.ref(name)} = ${keys[index]}`),
    sql` and `,
  );
  await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${resealed}
    where ${isRow} and ${sql.ref(column)} = ${sealed}`.execute(connection);
}

/** The place of a value whose text does not open, nothing otherwise. */
async function reseal(
  connection: Connection,
  placed: PlacedValue,
  keyring: EnvelopeKeyring,
): Promise<readonly string[]> {
  const { value, column } = placed;
  const place = sealedPlaceOf(column.table, value.keys);
  try {
    const plaintext = await keyring.open(value.sealed, place);
    await replace(connection, placed, await keyring.seal(plaintext, place));
    return [];
  } catch (error) {
    // One text that somebody changed must not keep all others at their old key.
    if (error instanceof SealedTextInvalidError || error instanceof MasterKeyMissingError) {
      return [place];
    }
    throw error;
  }
}

function findNext(
  { column }: ResealPosition,
  values: readonly OldValue[],
): ResealPosition | undefined {
  const last = values.at(-1);
  if (last !== undefined && values.length === BATCH_SIZE) return { column, after: last.keys };
  return column + 1 < SEALED_COLUMNS.length ? { column: column + 1, after: [] } : undefined;
}

/**
 * Seals some values anew with the active data key, while others read and write. Where it breaks off, nothing is lost: what
 * has the active key is found done.
 */
export async function resealValues(
  database: Database,
  keyring: EnvelopeKeyring,
  from: ResealPosition,
): Promise<ResealProgress> {
  const column = SEALED_COLUMNS[from.column];
  if (column === undefined) return { count: 0, unreadable: [], next: undefined };
  return database.transact(async (transaction) => {
    const position = { after: from.after, activeId: keyring.activeDataKeyId };
    const values = await readOldValues(transaction, column, position);
    const unreadable: string[] = [];
    for (const value of values) {
      unreadable.push(...(await reseal(transaction, { value, column }, keyring)));
    }
    const count = values.length - unreadable.length;
    return { count, unreadable, next: findNext(from, values) };
  });
}

/** The values of a column after that row, as many as are counted at once, by data key; and the last row of them. */
async function countSome(
  connection: Connection,
  { table, column, keys }: SealedColumn,
  { after, limit }: { readonly after: ResealPosition['after']; readonly limit: number },
): Promise<{ readonly counts: readonly KeyCount[]; readonly last: ResealPosition['after'] }> {
  const names = sql.join(keys.map((key) => sql.ref(key)));
  const rest = after.length === 0 ? sql`1 = 1` : sql`(${names}) > (${sql.join(after)})`;
  const { rows: counts } = await sql<KeyCount>`
    select id, count(*) as count from (
      select ${dataKeyOf(column)} as id from ${sql.table(table)} where ${rest}
      order by ${names} limit ${sql.lit(limit)}
    ) as sealed_values where id is not null group by id`.execute(connection);
  const { rows: lasts } = await sql<RowKeys>`
    select ${names} from ${sql.table(table)} where ${rest}
    order by ${names} limit 1 offset ${sql.lit(limit - 1)}`.execute(connection);
  return { counts, last: lasts.flatMap((row) => keys.map((key) => row[key] ?? '')) };
}

/**
 * How many values each data key has sealed that are there now, by its ID. Counts in steps of `limit`, between which others
 * have their turn.
 */
export async function countSealedValues(
  connection: Connection,
  limit: number = COUNT_SIZE,
): Promise<ReadonlyMap<string, number>> {
  const totals = new Map<string, number>();
  for (const column of SEALED_COLUMNS) {
    let after: ResealPosition['after'] = [];
    do {
      const { counts, last } = await countSome(connection, column, { after, limit });
      for (const { id, count } of counts) totals.set(id, (totals.get(id) ?? 0) + count);
      after = last;
      await setImmediate();
    } while (after.length > 0);
  }
  return totals;
}
