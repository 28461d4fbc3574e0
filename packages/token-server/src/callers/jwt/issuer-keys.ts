import {
  createLocalJWKSet,
  type CompactJWSHeaderParameters,
  type CryptoKey,
  errors,
  type FlattenedJWSInput,
} from 'jose';
import { IssuerUnreachableError } from '../errors.js';
import { fetchDocument, RETRY_SECONDS } from './fetch-document.js';
import { hasIsolatedRequests } from './isolated-requests.js';
import type { IssuerRules } from './jwt-issuer.js';
import { parseDiscovery, parseKeySet } from './parse-issuer-documents.js';

/** For both documents together. */
const TIMEOUT_SECONDS = 5;
/** After that a request still has the old keys, and new ones are fetched behind its back. */
const FRESH_SECONDS = 600;
/** After that a request waits for new ones: nobody came for a while, and a key may have been withdrawn. */
const LATE_SECONDS = 900;
/** After that keys are not used any more, if the issuer stays away. */
const USABLE_SECONDS = 14_400;
/** Between two fetches for keys that were not there. */
const COOLDOWN_SECONDS = 30;

type KeySet = ReturnType<typeof createLocalJWKSet>;

interface HeldKeys {
  readonly keySet: KeySet;
  /** Unix seconds. */
  readonly fetchedAt: number;
}

interface FailedFetch {
  readonly detail: string;
  /** Unix seconds. */
  readonly at: number;
}

/** What `IssuerKeys` needs of the world. */
export interface IssuerKeysPorts {
  readonly fetch: typeof fetch;
  /** Unix seconds. */
  readonly now: () => number;
  /** A signal that is aborted so many seconds from now. */
  readonly abortAfter: (limitSeconds: number) => AbortSignal;
}

/** Rejects when the signal comes, also where a `fetch` does not heed it. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void =>
      reject(new IssuerUnreachableError(`no answer within ${TIMEOUT_SECONDS} s`, RETRY_SECONDS));
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
}

function describeFailure(error: unknown, issuer: string): string {
  if (error instanceof IssuerUnreachableError) return `${issuer}: ${error.detail}`;
  const { cause = error } = error instanceof Error ? error : {};
  const reason = cause instanceof Error ? cause.message || cause.name : 'the fetch failed';
  return `${issuer}: ${reason}`;
}

/**
 * The keys of one issuer. They are fetched when the first is needed, behind the back of requests when they get old, and at
 * once, though not often, for a key that is not among them. Requests at the same time share one fetch.
 *
 * `createRemoteJWKSet` of jose is not used: it reads the clock of the machine, lets requests wait for the refresh by age, gives
 * up the keys it has when that fails, and knows neither discovery nor a limit of size. Which key fits is left to jose.
 */
export class IssuerKeys {
  readonly #rules: IssuerRules;
  readonly #ports: IssuerKeysPorts;
  #held: HeldKeys | undefined;
  #failed: FailedFetch | undefined;
  #pending: Promise<HeldKeys> | undefined;

  constructor(rules: IssuerRules, ports: IssuerKeysPorts) {
    this.#rules = rules;
    this.#ports = ports;
  }

  /** The key that a JWT names. Throws `issuer_unreachable`, and the errors of jose where none fits or several do. */
  async find(header: CompactJWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    const held = await this.#usable();
    try {
      return await held.keySet(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !this.#mayAskAgain()) throw error;
    }
    const renewed = await this.#load();
    return renewed.keySet(header, token);
  }

  /** Seconds since an instant. A clock that was set back puts it into the future; then it is long enough ago to ask again. */
  #since(instant: number): number {
    const elapsedSeconds = this.#ports.now() - instant;
    return elapsedSeconds < 0 ? FRESH_SECONDS : elapsedSeconds;
  }

  async #usable(): Promise<HeldKeys> {
    const held = this.#held;
    if (held === undefined) return this.#load();
    const age = this.#since(held.fetchedAt);
    if (age < FRESH_SECONDS) return held;
    if (age >= USABLE_SECONDS) return this.#load();
    const isAway = this.#failed !== undefined;
    const refreshed = this.#load().catch(() => held);
    // Where requests are isolated, what happens behind the back of this one would not end.
    const waits = hasIsolatedRequests() || (age >= LATE_SECONDS && !isAway);
    return waits ? refreshed : held;
  }

  #mayAskAgain(): boolean {
    if (this.#failed !== undefined) return true;
    return this.#held === undefined || this.#since(this.#held.fetchedAt) >= COOLDOWN_SECONDS;
  }

  async #load(): Promise<HeldKeys> {
    if (this.#pending !== undefined) return this.#pending;
    this.#checkFailed();
    const pending = this.#fetch();
    if (hasIsolatedRequests()) return pending;
    this.#pending = pending;
    try {
      return await pending;
    } finally {
      this.#pending = undefined;
    }
  }

  /** An issuer in trouble is not asked by every request. */
  #checkFailed(): void {
    if (this.#failed === undefined) return;
    const rest = RETRY_SECONDS - this.#since(this.#failed.at);
    if (rest > 0) throw new IssuerUnreachableError(this.#failed.detail, rest);
  }

  async #fetch(): Promise<HeldKeys> {
    const signal = this.#ports.abortAfter(TIMEOUT_SECONDS);
    try {
      const keySet = await Promise.race([this.#fetchKeySet(signal), untilAborted(signal)]);
      this.#failed = undefined;
      this.#held = { keySet, fetchedAt: this.#ports.now() };
      return this.#held;
    } catch (error) {
      const detail = describeFailure(error, this.#rules.issuer);
      this.#failed = { detail, at: this.#ports.now() };
      throw new IssuerUnreachableError(detail, RETRY_SECONDS);
    }
  }

  async #fetchKeySet(signal: AbortSignal): Promise<KeySet> {
    const ports = { fetch: this.#ports.fetch, signal };
    const url = this.#rules.jwksUrl ?? (await this.#discover(ports));
    return createLocalJWKSet(parseKeySet(await fetchDocument(url, ports), url));
  }

  async #discover(ports: {
    readonly fetch: typeof fetch;
    readonly signal: AbortSignal;
  }): Promise<URL> {
    const { discoveryUrl } = this.#rules;
    return parseDiscovery(await fetchDocument(discoveryUrl, ports), this.#rules);
  }
}
