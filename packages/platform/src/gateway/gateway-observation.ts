import type { FamilyName } from '../operations/family-table.js';

/** How a request ended, in the few words that a metric can have as a label. */
export type GatewayOutcome =
  /** The operation did its work. */
  | 'answered'
  /** No credential, a wrong one, or one that may not be used here: whoever sent it is not proven. */
  | 'unauthenticated'
  /** More requests than may come, of a customer or of an address. */
  | 'limited'
  /** Proven, or in need of no proof, and refused all the same: with a status from 400 to 499. */
  | 'refused'
  /** The fault is on this side: with a status from 500 on. */
  | 'failed';

/**
 * One request that is over. For metrics, logs and the audit trail. It holds no header, no secret, no token and nothing of
 * a body.
 */
export interface GatewayObservation {
  /** The operation's ID; `none` where the request is for no operation. */
  readonly operationId: string;
  /** Undefined where the request is for no operation. */
  readonly family: FamilyName | undefined;
  /** The scheme that proved the request, or that it tried; `none` where there is none. One of a few words. */
  readonly scheme: string;
  readonly outcome: GatewayOutcome;
  /** The HTTP status that was sent. */
  readonly status: number;
  /** Why it was refused, exactly; the sender may have been told less. Undefined where it was answered. */
  readonly code: string | undefined;
  /** From the head to the answer. */
  readonly latencyMillis: number;
  /** The customer that the request names without proof, where there is such a customer; never any other text. */
  readonly claimedId: string | undefined;
  /** The customer that the request was proven to come from. */
  readonly customerId: string | undefined;
  /** Of the customer that is named or proven; undefined where there is none. */
  readonly organizationId: string | undefined;
  /** The IP address of the sender, as far as the trusted proxies tell. */
  readonly address: string;
  readonly requestId: string;
  /** The header `traceparent`, where there is one: for traces, which take it only if it is one. */
  readonly traceparent?: string | undefined;
}

/** Told of every request once, after its answer is on its way. It must not throw, and must not wait. */
export type GatewayObserver = (observation: GatewayObservation) => void;

/** A fault on this side, for the operator: the sender is told its request ID alone. */
export interface GatewayFailure {
  readonly error: unknown;
  readonly requestId: string;
  /** `none` where the request is for no operation. */
  readonly operationId: string;
}

/** Told of every fault that a request ran into. It must not throw. */
export type FailureObserver = (failure: GatewayFailure) => void;
