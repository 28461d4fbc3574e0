import type { CustomerKeys } from '../credential-lookup.js';
import { CredentialDisabledError, UnknownCustomerError, type AuthError } from '../errors.js';

/**
 * The first of: no such customer, a disabled credential, `mismatch`. To the sender all three have the public code of the
 * last. Undefined where a live secret matched.
 */
export function refuseCustomer(
  keys: CustomerKeys | undefined,
  isMatched: boolean,
  mismatch: () => AuthError,
): AuthError | undefined {
  // Before any error is made: that would take longer than all the rest.
  if (isMatched && keys !== undefined && keys.disabled !== true) return undefined;
  const { publicCode } = mismatch();
  if (keys === undefined) return new UnknownCustomerError(publicCode);
  return isMatched ? new CredentialDisabledError(publicCode) : mismatch();
}
