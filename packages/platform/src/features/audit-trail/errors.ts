import { PlatformError } from '../../errors.js';

/** The audit trail is not as it was written, so nothing of it may be removed: `verify` says what is wrong. */
export class AuditTrailBrokenError extends PlatformError {
  readonly code = 'audit_trail_broken';
  readonly status = 409;
}
