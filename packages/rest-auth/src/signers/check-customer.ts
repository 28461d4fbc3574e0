import { InvalidAuthOptionError } from '../errors.js';
import type { CustomerCredential } from '../unsigned-request.js';

/** Throws `invalid_auth_option` unless both parts are texts that are not empty. Callers without types may give anything. */
export function checkCustomer(credential: CustomerCredential): void {
  const { customerId, customerSecret }: Partial<Record<keyof CustomerCredential, unknown>> =
    credential;
  const isWhole = [customerId, customerSecret].every(
    (part) => typeof part === 'string' && part.length > 0,
  );
  if (isWhole) return;
  throw new InvalidAuthOptionError(
    'the credential must be { customerId, customerSecret }, two texts that are not empty',
  );
}
