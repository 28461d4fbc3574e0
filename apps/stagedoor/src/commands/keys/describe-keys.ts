import { layOutColumns } from '../../lay-out-columns.js';
import type { Paint } from '../../paint.js';
import type { KeyList, MasterKeyPruning, MasterKeyRotation } from './parse-keys-result.js';

const MASTER_HEADING = ['MASTER KEY', 'STATE', 'DATA KEYS'];
const DATA_HEADING = ['DATA KEY', 'STATE', 'MASTER KEY', 'CREATED (UTC)', 'SEALED', 'VALUES'];

const describeDate = (instant: number): string =>
  new Date(instant * 1000).toISOString().slice(0, 16).replace('T', ' ');

/** All keys as two tables: IDs, states and counts. */
export function describeKeys({ source, masterKeys, dataKeys }: KeyList, paint: Paint): string {
  const masterRows = masterKeys.map(({ id, state, dataKeys: count }) => [id, state, String(count)]);
  const dataRows = dataKeys.map((each) => [
    each.id,
    each.state,
    each.masterKeyId,
    describeDate(each.createdAt),
    String(each.sealCount),
    String(each.values),
  ]);
  return [
    `Master keys come from ${source}.`,
    '',
    ...layOutColumns(MASTER_HEADING, masterRows, paint),
    '',
    ...layOutColumns(DATA_HEADING, dataRows, paint),
  ].join('\n');
}

const nameKeys = (ids: readonly string[]): string =>
  `master key${ids.length === 1 ? '' : 's'} ${ids.join(', ')}`;

/** What a rotation of the master key did, and what to do next. */
export function describeRotation(
  { masterKeyId, rewrapped, unusedMasterKeyIds: unused, source }: MasterKeyRotation,
  isPreparing: boolean,
): string {
  if (isPreparing) {
    return (
      `Master key ${masterKeyId} is in front in ${source}, and wraps nothing yet. Bring it to all servers, then run ` +
      'stagedoor keys rotate'
    );
  }
  const done = `Master key ${masterKeyId} wraps all data keys now; ${rewrapped} wrapped anew. It comes from ${source}.`;
  if (unused.length === 0) return done;
  return (
    `${done}\nNothing needs ${nameKeys(unused)} any more, but backups that were made before. Keep a copy for them, and ` +
    'remove it here by stagedoor keys prune'
  );
}

/** What was removed. */
export function describePruning({ removed, removable, source }: MasterKeyPruning): string {
  if (removed.length > 0) {
    return `Removed ${nameKeys(removed)} from ${source}. Backups that were made with it still need it.`;
  }
  return removable.length > 0
    ? `Nothing needs ${nameKeys(removable)} any more: remove it from ${source}`
    : `There is no old master key in ${source}.`;
}
