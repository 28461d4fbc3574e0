import type { BackupReport } from '@stagedoor/platform';

/** What the administrator's command `storage.backup` gives. */
export function parseBackupResult(result: unknown): BackupReport {
  return result as BackupReport;
}
