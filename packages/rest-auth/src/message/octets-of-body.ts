import { GATEWAY_CONTEXT } from '../answer.js';
import { type AuthError, BodyTooLargeError, MessageMalformedError } from '../errors.js';
import type { VerifyRequestOptions } from '../verify-request.js';
import type { BodyOutcome } from './read-body.js';

/** What a body is judged by. */
export interface BodyRules {
  /** The most octets that were to be read. */
  readonly maxBytes: number;
  /** The route family, which decides the form of a refusal. Default `gateway`. */
  readonly family?: VerifyRequestOptions['family'];
}

function inFormOf<Refusal extends AuthError>(error: Refusal, family: BodyRules['family']): Refusal {
  error.setContext({ ...GATEWAY_CONTEXT, family: family ?? GATEWAY_CONTEXT.family });
  return error;
}

/** The octets of a body that was read. Throws `body_too_large`, and `message_malformed` for a body that broke off. */
export function octetsOfBody(
  outcome: BodyOutcome,
  { maxBytes, family }: BodyRules,
): Uint8Array<ArrayBuffer> {
  switch (outcome.kind) {
    case 'octets':
      return outcome.octets;
    case 'too_large':
      throw inFormOf(new BodyTooLargeError(outcome.byteLength, maxBytes), family);
    case 'incomplete':
      throw inFormOf(new MessageMalformedError('the body ended too early'), family);
  }
}
