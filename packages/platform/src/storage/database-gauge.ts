/** Numbers about a database that are asked for whenever metrics are read. Asking takes no time. */
export interface DatabaseGauge {
  /** As metrics are called, without a prefix: `database_connections`. */
  readonly name: string;
  readonly help: string;
  /** By state. */
  read(): ReadonlyMap<string, number>;
}
