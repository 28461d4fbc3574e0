import type { Connection, Engine } from '../database.js';
import { listMigrations } from '../migrate.js';
import { TABLE_KEYS } from '../table-keys.js';
import { listColumns, readTable } from './read-table.js';
import type { RowBatch, RowSource, TableDigest, TableShape } from './row-source.js';
import { TableDigester } from './table-digester.js';

async function describeTables(
  connection: Connection,
  engine: Engine,
): Promise<readonly TableShape[]> {
  const found = await listColumns(connection, engine);
  return Object.entries(TABLE_KEYS).flatMap(([name, key]) => {
    const columns = [...(found.get(name)?.keys() ?? [])];
    // An earlier version has fewer tables.
    return columns.length === 0 ? [] : [{ name, key, columns }];
  });
}

/** All rows of a database, of this version or an earlier one. To be read in one transaction, or from what nobody changes. */
export async function openTableSource(connection: Connection, engine: Engine): Promise<RowSource> {
  const migration = (await listMigrations(connection, engine)).at(-1) ?? '';
  const tables = await describeTables(connection, engine);
  const digests: TableDigest[] = [];
  async function* batches(): AsyncGenerator<RowBatch> {
    for (const table of tables) {
      const digester = new TableDigester(table.name);
      for await (const batch of readTable(connection, engine, table)) {
        digester.add(batch.rows);
        yield batch;
      }
      digests.push(digester.finish());
    }
  }
  return { migration, tables, batches, digests: () => digests };
}
