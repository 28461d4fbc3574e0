/** Rows as a driver gives them: what they are is known to the query. */
export function parseRows<Row>(rows: readonly unknown[]): Row[] {
  return rows as Row[];
}
