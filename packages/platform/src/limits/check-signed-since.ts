import { SignedBeforeStartError } from './errors.js';

/** A signature that is about to be remembered. */
export interface SignatureTime {
  /** When it is too old to be accepted anyway, Unix seconds. */
  readonly expiresAt: number;
  /** How far its date may be from the clock. */
  readonly windowSeconds: number;
}

/**
 * Refuses what was signed before a replay memory began, Unix seconds: it may have been accepted before, and nobody
 * remembers. A clock that was set back by more than the window must not lock anybody out. Throws `signed_before_start`.
 */
export function checkSignedSince(
  startedAt: number,
  { expiresAt, windowSeconds }: SignatureTime,
): void {
  const signedAt = expiresAt - windowSeconds - 1;
  const earlierSeconds = startedAt - signedAt;
  if (earlierSeconds > 0 && earlierSeconds <= windowSeconds) throw new SignedBeforeStartError();
}
