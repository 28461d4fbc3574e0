import type { SystemSources } from '../../domain/system-sources.js';
import type { Timers } from '../../domain/timers.js';
import type { AuditEvent } from './audit-event.js';
import { describeClaimedId } from './describe-claimed-id.js';
import { RejectionSampler, type SampleLimits } from './rejection-sampler.js';
import { SuppressedCounts } from './suppressed-counts.js';

/** A request that was refused because of who sent it, or who did not. */
export interface RejectedRequest {
  readonly operationId: string;
  readonly scheme: string;
  /** Why: a stable code. */
  readonly code: string;
  /** The customer that it names without proof. */
  readonly claimedId: string | undefined;
  /** The customer that it was proven to come from. */
  readonly customerId: string | undefined;
  readonly organizationId: string | undefined;
  readonly address: string;
  readonly requestId: string;
}

/** What a recorder works with. */
export interface RejectionRecorderOptions {
  /** Writes events at the end of the audit trail, all or none. */
  readonly append: (events: readonly AuditEvent[]) => Promise<void>;
  readonly timers: Timers;
  readonly sources: Pick<SystemSources, 'now'>;
  readonly limits?: SampleLimits | undefined;
  /** Events that wait to be written. Default 1000. */
  readonly maxWaiting?: number | undefined;
  /** Told when the storage takes no events, which are kept and tried again. Must not throw. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
  /** Told of each request that is counted only. Must not throw. */
  readonly onSuppressed?: (() => void) | undefined;
}

const MILLIS = 1000;
const FLUSH_MILLIS = 1000;
const MAX_WAITING = 1000;

/**
 * Brings rejected requests into the audit trail: in batches, a sample of them where there are many, and the number of those
 * that were left out. No request waits for it or fails because of it; while the storage is away it keeps what fits and
 * counts the rest.
 */
export class RejectionRecorder {
  readonly #options: RejectionRecorderOptions;
  readonly #sampler: RejectionSampler;
  readonly #suppressed = new SuppressedCounts();
  #waiting: AuditEvent[] = [];
  #writing: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  #isClosed = false;

  constructor(options: RejectionRecorderOptions) {
    this.#options = options;
    this.#sampler = new RejectionSampler(options.limits);
  }

  /** Takes note of a request. Never throws, never waits. */
  record(request: RejectedRequest): void {
    const now = this.#options.sources.now();
    const { address, code, claimedId, customerId } = request;
    const namesCustomer = claimedId !== undefined || customerId !== undefined;
    if (this.#hasRoom() && this.#sampler.admits(`${address} ${code}`, namesCustomer, now)) {
      this.#waiting.push(toEvent(request, now));
    } else {
      this.#suppress(code, now);
    }
    this.#startTimer();
  }

  /** Writes what waits. Never throws: what the storage does not take waits on. */
  async flush(): Promise<void> {
    if (this.#writing !== undefined) return this.#writing;
    this.#writing = this.#write();
    try {
      await this.#writing;
    } finally {
      this.#writing = undefined;
    }
  }

  /** Writes what waits, for the last time. What cannot be written now is lost. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer?.();
    await this.#writing;
    await this.flush();
  }

  #hasRoom(): boolean {
    return this.#waiting.length < (this.#options.maxWaiting ?? MAX_WAITING);
  }

  #startTimer(): void {
    if (this.#isClosed || this.#cancelTimer !== undefined) return;
    this.#cancelTimer = this.#options.timers.after(FLUSH_MILLIS, () => {
      this.#cancelTimer = undefined;
      void this.#flushAndGoOn();
    });
  }

  async #flushAndGoOn(): Promise<void> {
    await this.flush();
    if (!this.#isEmpty()) this.#startTimer();
  }

  #isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#suppressed.isEmpty;
  }

  async #write(): Promise<void> {
    const now = this.#options.sources.now();
    const suppressed = this.#suppressed.take(now, this.#isClosed);
    const events = this.#waiting;
    this.#waiting = [];
    const all = suppressed === undefined ? events : [...events, toSuppressedEvent(suppressed, now)];
    if (all.length === 0) return;
    try {
      await this.#options.append(all);
    } catch (error) {
      this.#keep(events);
      if (suppressed !== undefined) this.#suppressed.restore(suppressed);
      this.#options.onFailure?.(error);
    }
  }

  /** Puts events back before those that came meanwhile, and counts those that have no room. */
  #keep(events: readonly AuditEvent[]): void {
    const all = [...events, ...this.#waiting];
    const maxWaiting = this.#options.maxWaiting ?? MAX_WAITING;
    this.#waiting = all.slice(0, maxWaiting);
    for (const { code = '', atMs } of all.slice(maxWaiting)) {
      this.#suppress(code, atMs / MILLIS);
    }
  }

  #suppress(code: string, at: number): void {
    this.#suppressed.add(code, at);
    this.#options.onSuppressed?.();
  }
}

/** Who sent it, as far as that is proven. */
const nameActor = ({ customerId }: RejectedRequest): string =>
  customerId === undefined ? 'stranger' : `customer:${customerId}`;

function toEvent(request: RejectedRequest, now: number): AuditEvent {
  const { operationId, scheme, code, claimedId, organizationId, address, requestId } = request;
  return {
    atMs: now * MILLIS,
    organizationId,
    actor: nameActor(request),
    action: operationId,
    target: claimedId === undefined ? undefined : `credential ${describeClaimedId(claimedId)}`,
    outcome: 'refused',
    code,
    address,
    requestId,
    details: { scheme },
  };
}

function toSuppressedEvent(
  { counts, total, firstAt, lastAt }: NonNullable<ReturnType<SuppressedCounts['take']>>,
  now: number,
): AuditEvent {
  return {
    atMs: now * MILLIS,
    organizationId: undefined,
    actor: 'system',
    action: 'rejections.suppressed',
    target: undefined,
    outcome: 'refused',
    code: 'suppressed',
    address: undefined,
    requestId: undefined,
    details: { total, counts, firstAt, lastAt },
  };
}
