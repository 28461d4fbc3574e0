import type { SecretSlot } from '../../domain/customer-credential.js';
import type { CustomerSecret } from './customer-store.js';
import { LastSecretError, SecretMissingError, TwoSecretsLiveError } from './errors.js';

/** A secret before it has a place. */
export type NewSecret = Omit<CustomerSecret, 'slot'>;

/** How a secret is added. */
export interface SecretRotation {
  readonly customerId: string;
  /** Whether the older of two live secrets makes room. */
  readonly isOldDropped: boolean;
}

/**
 * The secrets with a new primary one; the primary one before stays live as the secondary. Throws `two_secrets_live` where
 * that would make three.
 */
export function addSecret(
  secrets: readonly CustomerSecret[],
  added: NewSecret,
  { customerId, isOldDropped }: SecretRotation,
): readonly CustomerSecret[] {
  const [current, older] = secrets;
  if (older !== undefined && !isOldDropped) throw new TwoSecretsLiveError(customerId);
  const primary = { ...added, slot: 'primary' } as const;
  return current === undefined ? [primary] : [primary, { ...current, slot: 'secondary' }];
}

/**
 * The secrets without that one; the one that is left is the primary one. Throws `customer_secret_missing`, and
 * `last_customer_secret` where none would be left.
 */
export function dropSecret(
  secrets: readonly CustomerSecret[],
  slot: SecretSlot,
): readonly CustomerSecret[] {
  const rest = secrets.filter((each) => each.slot !== slot);
  const [left] = rest;
  if (rest.length === secrets.length) throw new SecretMissingError(slot);
  if (left === undefined) throw new LastSecretError();
  return [{ ...left, slot: 'primary' }];
}
