/** What a column holds. */
export type Cell = string | number | null;

/** A table of one version, as far as copying it goes. */
export interface TableShape {
  readonly name: string;
  /** The columns of the primary key. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

/** Some rows of a table, the cells in the order of its columns. */
export interface RowBatch {
  readonly table: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** What all rows of a table come to. */
export interface TableDigest {
  readonly name: string;
  readonly rows: number;
  /** SHA-256 over its rows in the order of their keys, hex. The same on every engine. */
  readonly sha256: string;
}

/** All rows of a database, from wherever they come. */
export interface RowSource {
  /** The last migration that the tables have behind them. */
  readonly migration: string;
  /** Those first that others refer to. */
  readonly tables: readonly TableShape[];
  /** All rows, table by table in that order, each in the order of its keys. Once. */
  batches(): AsyncIterable<RowBatch>;
  /** Of what the batches were; known after the last one. */
  digests(): readonly TableDigest[];
}
