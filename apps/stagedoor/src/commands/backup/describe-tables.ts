import type { TableDigest } from '@stagedoor/platform';
import { layOutColumns } from '../../lay-out-columns.js';
import type { Paint } from '../../paint.js';

/** What of a checksum people compare. */
const SHOWN_CHARACTERS = 16;

/** The tables of a backup or a copy, with what their rows come to. */
export function describeTables(tables: readonly TableDigest[], paint: Paint): readonly string[] {
  const rows = tables.map(({ name, rows: count, sha256 }) => [
    name,
    String(count),
    sha256.slice(0, SHOWN_CHARACTERS),
  ]);
  return layOutColumns(['TABLE', 'ROWS', 'SHA-256'], rows, paint);
}
