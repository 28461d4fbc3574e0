import type { Tables } from './tables.js';

/** A column that holds sealed text, and what its rows are told apart by. */
export interface SealedColumn {
  readonly table: keyof Tables;
  readonly column: string;
  /** Columns that name the row. With the table they are the place that the keyring binds the text to. */
  readonly keys: readonly string[];
}

/** All of them. What is not listed keeps its data key when the others get a new one; a test looks for such columns. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'certificates', column: 'sealed_certificate', keys: ['project_id', 'slot'] },
  { table: 'customer_secrets', column: 'sealed_secret', keys: ['customer_id', 'slot'] },
  { table: 'broadcast_domains', column: 'sealed_auth_key', keys: ['project_id', 'name'] },
  { table: 'audit_keys', column: 'sealed_key', keys: ['generation'] },
];

/** The place that the text of a row is bound to: `certificates/3f0c9a7b1d/primary`. */
export function sealedPlaceOf(table: string, keys: readonly (string | number)[]): string {
  return [table, ...keys].join('/');
}
