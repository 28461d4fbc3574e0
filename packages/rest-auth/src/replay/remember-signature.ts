import { type Eventually, guard, whenKnown } from '../eventually.js';
import { ReplayedError, ReplayStoreUnavailableError } from '../errors.js';
import type { Profile } from '../profile.js';
import type { ReplayStore } from './replay-store.js';

/** A signature that was proven. */
export interface UsedSignature {
  /** The method of the request, in capitals. */
  readonly method: string;
  readonly customerId: string;
  /** The octets of the signature as text, in one spelling: other spellings of a request are the same request. */
  readonly signature: string;
  /** When it is too old to be accepted anyway, Unix seconds. */
  readonly expiresAt: number;
}

/** RFC 9110, section 9.2.1, without those that the field does not use. */
const SAFE_METHODS: ReadonlySet<string> = /* @__PURE__ */ new Set(['GET', 'HEAD']);

/** Whether the policy of the profile lets a signature of this method be used again. */
function mayRepeat(method: string, { replay }: Profile): boolean {
  if (replay === 'off') return true;
  return replay === 'refuse-unsafe' && SAFE_METHODS.has(method);
}

/**
 * Remembers the signature, as the last step of all, so that only requests that passed everything are remembered. Throws
 * `replayed` where it was there, and `replay_store_unavailable` where the store fails or there is none.
 */
export function rememberSignature(
  { method, customerId, signature, expiresAt }: UsedSignature,
  profile: Profile,
  store: ReplayStore | undefined,
): Eventually<void> {
  if (mayRepeat(method, profile)) return undefined;
  // A signature has no NUL, so that no two pairs make the same key.
  const add = (): Eventually<unknown> =>
    store?.addIfAbsent(`${customerId}\0${signature}`, expiresAt);
  return whenKnown(guard(add, failWith), (outcome) => {
    if (outcome === 'present') throw new ReplayedError();
    if (outcome !== 'added') failWith(outcome);
  });
}

function failWith(cause: unknown): never {
  throw new ReplayStoreUnavailableError(cause);
}
