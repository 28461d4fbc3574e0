import { createHash } from 'node:crypto';
import type { AuditEvent } from '../features/audit-trail/audit-event.js';
import type { AuditStore } from '../features/audit-trail/audit-store.js';
import type { Connection } from './database.js';

/** The audit trail in the table `audit_events`. Used inside a transaction. */
export class SqlAuditStore implements AuditStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async append(events: readonly AuditEvent[]): Promise<void> {
    // The row of the head is locked by this until the transaction ends, on both engines.
    const head = await this.#connection
      .updateTable('audit_head')
      .set((each) => ({ seq: each('seq', '+', events.length) }))
      .where('id', '=', 1)
      .returningAll()
      .executeTakeFirstOrThrow();
    let { hash } = head;
    let seq = head.seq - events.length;
    for (const event of events) {
      seq += 1;
      hash = createHash('sha256')
        .update(hash)
        .update(JSON.stringify([seq, event]))
        .digest('hex');
      await this.#connection
        .insertInto('audit_events')
        .values({
          seq,
          at_ms: event.atMs,
          organization_id: event.organizationId ?? null,
          actor: event.actor,
          action: event.action,
          target: event.target ?? null,
          outcome: event.outcome,
          code: event.code ?? null,
          address: event.address ?? null,
          request_id: event.requestId ?? null,
          details: event.details === undefined ? null : JSON.stringify(event.details),
          hash,
        })
        .execute();
    }
    await this.#connection.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute();
  }
}
