import type { AuditView, ChainReport, ExportReport, PruneReport } from '@stagedoor/platform';

/** A page of the audit trail. */
export interface AuditPage {
  readonly events: readonly AuditView[];
  /** Where the next page begins; null where there is none. */
  readonly nextBeforeSeq: number | null;
}

/** A part of an export. */
export interface AuditPart {
  readonly events: readonly AuditView[];
  /** Where the next part begins; null where there is none. */
  readonly nextAfterSeq: number | null;
  readonly throughSeq: number;
}

/** What the administrator's command `audit.list` gives. */
export function parseAuditPage(result: unknown): AuditPage {
  return result as AuditPage;
}

/** What the administrator's command `audit.export` gives. */
export function parseAuditPart(result: unknown): AuditPart {
  return result as AuditPart;
}

/** What the administrator's command `audit.verify` gives. */
export function parseChainReport(result: unknown): ChainReport {
  return result as ChainReport;
}

/** What the administrator's command `audit.check-export` gives. */
export function parseExportReport(result: unknown): ExportReport {
  return result as ExportReport;
}

/** What the administrator's command `audit.prune` gives. */
export function parsePruneReport(result: unknown): PruneReport {
  return result as PruneReport;
}
