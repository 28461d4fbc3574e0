import { ANONYMOUS } from '../callers/anonymous-callers.js';
import type { Caller } from '../callers/caller.js';
import { TooManyTokenRequestsError } from '../errors.js';
import type { ResolvedService } from '../issue/resolved-service.js';
import { addressBlockOf } from './address-block.js';
import type { TokenLimiter, TokenLimits } from './token-limits.js';

const PER_CALLER_PER_SECOND = 100;
const PER_USER_PER_SECOND = 5;

/** What `RequestLimits` takes. */
export interface RequestLimitsOptions {
  readonly limiter: TokenLimiter;
  readonly limits: TokenLimits;
  /** Unix seconds. */
  readonly now: () => number;
}

/** Who is counted as one. Callers without a name are their addresses: one of them must not use up what all have. */
function keyOf({ kind, issuer = '', id }: Caller, clientAddress: string | undefined): string {
  const isNamed = kind !== ANONYMOUS.kind || clientAddress === undefined;
  // Neither kinds nor issuers have a NUL, so that no two callers have one key.
  return `caller\0${kind}\0${issuer}\0${isNamed ? id : addressBlockOf(clientAddress)}`;
}

/** Who is counted for a token. One that lets everybody in is nobody's. */
function namesOf(services: readonly ResolvedService[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { user } of services) {
    if (user?.kind === 'uid') names.add(String(user.uid));
    if (user?.kind === 'account') names.add(user.account);
  }
  return names;
}

/** The limits of what is proven and granted: of each caller, and of what is asked for one user. */
export class RequestLimits {
  readonly #limiter: TokenLimiter;
  readonly #perCallerPerSecond: number;
  readonly #perUserPerSecond: number;
  readonly #now: () => number;

  constructor({ limiter, limits, now }: RequestLimitsOptions) {
    this.#limiter = limiter;
    this.#perCallerPerSecond = limits.perCallerPerSecond ?? PER_CALLER_PER_SECOND;
    this.#perUserPerSecond = limits.perUserPerSecond ?? PER_USER_PER_SECOND;
    this.#now = now;
  }

  /** Counts a request of a caller. Throws `too_many_token_requests`. */
  async takeCaller(caller: Caller, clientAddress: string | undefined): Promise<void> {
    await this.#take(keyOf(caller, clientAddress), this.#perCallerPerSecond, 'this caller');
  }

  /** Counts a token for each user that it is for. Throws `too_many_token_requests`. */
  async takeUsers(appId: string, services: readonly ResolvedService[]): Promise<void> {
    for (const name of namesOf(services)) {
      await this.#take(`user\0${appId}\0${name}`, this.#perUserPerSecond, 'this user');
    }
  }

  async #take(key: string, limitPerSecond: number, whose: string): Promise<void> {
    const { allowed, resetAt } = await this.#limiter.take(key, limitPerSecond);
    if (allowed) return;
    throw new TooManyTokenRequestsError(
      `${whose} made more than ${limitPerSecond} in a second`,
      Math.max(resetAt - this.#now(), 1),
    );
  }
}
