import { type RawBuilder, sql } from 'kysely';
import type { Connection, Engine } from '../database.js';
import type { Cell, RowBatch, TableShape } from './row-source.js';

const BATCH_ROWS = 500;
/** About: rows are short as a rule, and an audit event may be long. */
const BATCH_CHARACTERS = 1_000_000;

/** Tables that only this query knows. */
type AnyTables = Readonly<Record<string, Readonly<Record<string, Cell>>>>;

/** Where new tables go; another schema of the database may have tables of the same names. */
async function findSchema(connection: Connection, engine: Engine): Promise<string | undefined> {
  if (engine === 'sqlite') return undefined;
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(connection);
  return rows[0]?.name;
}

/** The columns of each table beside ours, those of other programs too. */
export async function listColumns(
  connection: Connection,
  engine: Engine,
): Promise<ReadonlyMap<string, ReadonlyMap<string, { readonly isText: boolean }>>> {
  const schema = await findSchema(connection, engine);
  const tables = await connection.introspection.getTables();
  const beside = tables.filter((table) => schema === undefined || table.schema === schema);
  return new Map(
    beside.map(({ name, columns }) => [
      name,
      new Map(
        columns.map((column) => [column.name, { isText: /text/i.test(column.dataType) }] as const),
      ),
    ]),
  );
}

/** Orders texts by their bytes: as SQLite does, and as PostgreSQL does whatever the language of the database is. */
function orderOf(column: string, isText: boolean, engine: Engine): RawBuilder<unknown> {
  return isText && engine === 'postgres'
    ? sql`${sql.ref(column)} collate "C"`
    : sql`${sql.ref(column)}`;
}

const sizeOf = (row: readonly Cell[]): number =>
  row.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0);

/** Reads all rows of a table in the order of their keys. In a transaction. */
export async function* readTable(
  connection: Connection,
  engine: Engine,
  { name, key, columns }: TableShape,
): AsyncGenerator<RowBatch> {
  const found = (await listColumns(connection, engine)).get(name);
  let query = connection
    .withTables<AnyTables>()
    .selectFrom(name)
    .select([...columns]);
  for (const column of key) {
    query = query.orderBy(orderOf(column, found?.get(column)?.isText === true, engine));
  }
  let rows: (readonly Cell[])[] = [];
  let characters = 0;
  for await (const row of query.stream(BATCH_ROWS)) {
    const cells = columns.map((column) => row[column] ?? null);
    rows.push(cells);
    characters += sizeOf(cells);
    if (rows.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
    yield { table: name, rows };
    rows = [];
    characters = 0;
  }
  if (rows.length > 0) yield { table: name, rows };
}
