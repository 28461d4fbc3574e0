import type { AuditEvent } from './audit-event.js';

/** Where audit events are kept, each chained to the one before it. A port. */
export interface AuditStore {
  /** Adds events at the end of the chain, in their order, in one step. */
  append(events: readonly AuditEvent[]): Promise<void>;
}
