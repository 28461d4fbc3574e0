import type { Connection, Engine } from '../database.js';
import { BackupInvalidError, CopyDiffersError } from '../errors.js';
import { migrate } from '../migrate.js';
import { TABLE_NAMES } from '../table-keys.js';
import { listColumns, readTable } from './read-table.js';
import type { Cell, RowBatch, RowSource, TableDigest, TableShape } from './row-source.js';
import { TableDigester } from './table-digester.js';

/** SQLite takes at most 32,766 values in a statement. */
const MAX_VALUES = 30_000;

/** Tables that only this query knows. */
type AnyTables = Record<string, Record<string, Cell>>;

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

/** Whoever wrote a backup must not reach tables of other programs that are in the same database, nor that of migrations. */
function checkNames(tables: readonly TableShape[]): void {
  const names = tables.map(({ name }) => name);
  const foreign = names.find((name) => !TABLE_NAMES.includes(name));
  if (foreign === undefined && new Set(names).size === names.length) return;
  throw new BackupInvalidError(
    `it has a table ${JSON.stringify(foreign ?? '')} that is not of stagedoor, or one twice: the backup was altered`,
  );
}

/** The tables of that version must be those that the rows come from, column by column. */
async function checkShapes(
  transaction: Connection,
  engine: Engine,
  { tables }: RowSource,
): Promise<void> {
  checkNames(tables);
  const found = await listColumns(transaction, engine);
  for (const { name, key, columns } of tables) {
    const there = [...(found.get(name)?.keys() ?? [])];
    if (sameNames(columns, there) && key.every((column) => columns.includes(column))) continue;
    throw new BackupInvalidError(
      `the table ${JSON.stringify(name)} has other columns than it had in that version: the backup was altered`,
    );
  }
}

/** Migrations write first rows into some tables. */
async function clear(transaction: Connection, tables: readonly TableShape[]): Promise<void> {
  for (const { name } of tables.toReversed()) {
    await transaction.withTables<AnyTables>().deleteFrom(name).execute();
  }
}

async function insertBatch(
  transaction: Connection,
  { columns }: TableShape,
  { table, rows }: RowBatch,
): Promise<void> {
  const step = Math.max(1, Math.floor(MAX_VALUES / columns.length));
  for (let start = 0; start < rows.length; start += step) {
    const values = rows
      .slice(start, start + step)
      .map((cells) =>
        Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null])),
      );
    await transaction.withTables<AnyTables>().insertInto(table).values(values).execute();
  }
}

async function readDigest(
  transaction: Connection,
  engine: Engine,
  table: TableShape,
): Promise<TableDigest> {
  const digester = new TableDigester(table.name);
  for await (const { rows } of readTable(transaction, engine, table)) digester.add(rows);
  return digester.finish();
}

async function checkRows(
  transaction: Connection,
  engine: Engine,
  source: RowSource,
): Promise<void> {
  const expected = source.digests();
  for (const [index, table] of source.tables.entries()) {
    const digest = await readDigest(transaction, engine, table);
    const { rows, sha256 } = expected[index] ?? { rows: -1, sha256: '' };
    if (digest.rows === rows && digest.sha256 === sha256) continue;
    throw new CopyDiffersError(
      `the table ${table.name} has ${digest.rows} rows where ${rows} were read, or others: nothing was kept`,
    );
  }
}

/**
 * Puts all rows of `source` into a database without tables, in the transaction that it is given, reads them back and
 * compares, and brings the tables from the version of the source to this one. Throws `backup_invalid`, `copy_differs` and
 * `storage_unavailable`.
 */
export async function fillDatabase(
  transaction: Connection,
  engine: Engine,
  source: RowSource,
): Promise<readonly TableDigest[]> {
  await migrate(transaction, engine, { upTo: source.migration });
  await checkShapes(transaction, engine, source);
  await clear(transaction, source.tables);
  const shapes = new Map(source.tables.map((table) => [table.name, table]));
  for await (const batch of source.batches()) {
    const shape = shapes.get(batch.table);
    if (shape !== undefined) await insertBatch(transaction, shape, batch);
  }
  await checkRows(transaction, engine, source);
  await migrate(transaction, engine);
  return source.digests();
}
