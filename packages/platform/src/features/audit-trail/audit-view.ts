import type { AuditRow } from './audit-row.js';
import { parseDetails } from './parse-details.js';

/** An event as programs read it: one line of an export. */
export interface AuditView extends Omit<AuditRow, 'details'> {
  /** `atMs` for people: `2026-11-21T06:30:00.000Z`. */
  readonly at: string;
  readonly details: unknown;
}

/** What a clock may show; beyond it there is no date. */
const MAX_DATE_MS = 8.64e15;

function toDateText(atMs: number): string {
  return Math.abs(atMs) <= MAX_DATE_MS ? new Date(atMs).toISOString() : '';
}

/** The event for programs. The order of its fields never changes. */
export function viewAuditRow(row: AuditRow): AuditView {
  const { seq, atMs, organizationId, actor, action, target } = row;
  const { outcome, code, address, requestId, details, hash } = row;
  return {
    seq,
    at: toDateText(atMs),
    atMs,
    organizationId,
    actor,
    action,
    target,
    outcome,
    code,
    address,
    requestId,
    details: parseDetails(details),
    hash,
  };
}
