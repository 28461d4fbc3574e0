import { CommandError } from '../errors.js';

/** The audit file cannot be written, and what waits for it has reached its limit: nothing is granted unseen. */
export class AuditUnavailableError extends CommandError {
  readonly code = 'audit_unavailable';
  constructor(path: string) {
    super(
      `nothing is granted while ${path} cannot be written: make room, or let this user write there; it is tried again each second`,
    );
  }
}

/** A file that a setting names is read, and says what cannot be: `code` is that of what is wrong. */
export class SettingFileError extends CommandError {
  readonly code: string;
  constructor(place: string, fault: { readonly code: string; readonly message: string }) {
    super(`${place}: ${fault.message}`);
    this.code = fault.code;
  }
}
