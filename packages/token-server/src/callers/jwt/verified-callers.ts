import { sha256 } from '@stagedoor/token/sha256';
import type { Caller } from '../caller.js';

/** Of one generation; two are kept. */
const MAX_CALLERS = 4000;
/** How long a key that the issuer has withdrawn can go unnoticed beyond the age of the keys. */
const KEEP_SECONDS = 60;

interface VerifiedCaller {
  readonly caller: Caller;
  /** Unix seconds. */
  readonly verifiedAt: number;
  /** Unix seconds. */
  readonly until: number;
}

const UTF8 = /* @__PURE__ */ new TextEncoder();

/** What a JWT is found by again. Not the JWT itself: what lies in memory could be used. */
export function hashJwt(text: string): string {
  return String.fromCharCode(...sha256(UTF8.encode(text)));
}

/**
 * The callers of the JWTs that were verified in the last minute: to find one here takes a small part of what its signature
 * takes. Only what was verified comes in, so that strangers cannot fill it.
 */
export class VerifiedCallers {
  #young = new Map<string, VerifiedCaller>();
  #old = new Map<string, VerifiedCaller>();

  /** The caller of a JWT. `hash` is `hashJwt` of it, `now` Unix seconds. */
  find(hash: string, now: number): Caller | undefined {
    const found = this.#young.get(hash) ?? this.#old.get(hash);
    if (found === undefined) return undefined;
    // A clock that was set back may be before what the JWT was verified to be valid from.
    return now >= found.verifiedAt && now < found.until ? found.caller : undefined;
  }

  /** Keeps a caller for a minute, and not beyond `expiresAt`. Both times are Unix seconds. */
  keep(hash: string, caller: Caller, { now, expiresAt }: { now: number; expiresAt: number }): void {
    if (expiresAt <= now) return;
    if (this.#young.size >= MAX_CALLERS) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    const until = Math.min(now + KEEP_SECONDS, expiresAt);
    this.#young.set(hash, { caller, verifiedAt: now, until });
  }
}
