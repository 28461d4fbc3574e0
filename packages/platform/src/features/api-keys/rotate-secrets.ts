import { InvalidRequestError } from '../../errors.js';
import type { ApiKeySecret } from './api-key.js';
import { ApiKeyRotatingError } from './errors.js';

/** How a new secret takes the place of the one before. */
export interface SecretRotation {
  /** How long the one before stays live; with 0 it ends at once. */
  readonly overlapSeconds: number;
  /** Whether the older of two live secrets makes room. */
  readonly isOldDropped: boolean;
}

const endOf = ({ expiresAt }: ApiKeySecret): number => expiresAt ?? Infinity;

/** The order in which secrets are kept and shown: the one that stays longest first. */
export const byEnd = (one: ApiKeySecret, other: ApiKeySecret): number =>
  endOf(one) < endOf(other) ? 1 : -1;

/**
 * The secrets with a new one; the one before ends after the overlap, and what has ended is gone. Throws
 * `api_key_rotating` where that would make three, and `invalid_request` for a secret that the key has already.
 */
export function rotateSecrets(
  secrets: readonly ApiKeySecret[],
  added: ApiKeySecret,
  { overlapSeconds, isOldDropped }: SecretRotation,
): readonly ApiKeySecret[] {
  if (secrets.some(({ sha256 }) => sha256 === added.sha256)) {
    throw new InvalidRequestError('the key has this secret already: draw a new one');
  }
  const now = added.createdAt;
  const live = secrets.filter((each) => endOf(each) > now).toSorted(byEnd);
  const [current, older] = live;
  if (older !== undefined && !isOldDropped) throw new ApiKeyRotatingError(endOf(older));
  if (current === undefined || overlapSeconds === 0) return [added];
  return [added, { ...current, expiresAt: Math.min(endOf(current), now + overlapSeconds) }];
}
