import { encodeBase64 } from '../base64.js';
import { InvalidAuthOptionError } from '../errors.js';
import type { HeaderPairs } from '../request.js';
import type { CustomerCredential } from '../unsigned-request.js';
import { checkCustomer } from './check-customer.js';

const UTF8 = new TextEncoder();

/** The credential as RFC 7617 writes it. Throws `invalid_auth_option` for a customer ID with a colon, and for no credential. */
export function signBasic(credential: CustomerCredential): HeaderPairs {
  checkCustomer(credential);
  const { customerId, customerSecret } = credential;
  if (customerId.includes(':')) {
    throw new InvalidAuthOptionError('the customer ID has a colon, which basic cannot send');
  }
  const text = encodeBase64(UTF8.encode(`${customerId}:${customerSecret}`));
  return [['Authorization', `Basic ${text}`]];
}
