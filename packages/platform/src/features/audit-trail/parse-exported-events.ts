import { InvalidRequestError } from '../../errors.js';
import type { AuditRow } from './audit-row.js';
import { type AuditView, viewAuditRow } from './audit-view.js';

/** No hash: a row that has it is found to be changed. */
const NO_HASH = '';

function parseEvent(value: unknown): AuditRow {
  if (typeof value !== 'object' || value === null || !('seq' in value && 'hash' in value)) {
    throw new InvalidRequestError('a line is no event of an export of the audit trail');
  }
  const { at: _, details, ...rest } = value as AuditView;
  const row = { ...rest, details: details === null ? null : JSON.stringify(details) };
  // What the hash does not cover, the date and fields that an export has not, would else be anyone's to change.
  const isAsExported = JSON.stringify(viewAuditRow(row)) === JSON.stringify(value);
  return isAsExported ? row : { ...row, hash: NO_HASH };
}

/** Lines of an export as rows of the chain. Throws `invalid_request` for what is no line of an export. */
export function parseExportedEvents(values: readonly unknown[]): readonly AuditRow[] {
  return values.map(parseEvent);
}
