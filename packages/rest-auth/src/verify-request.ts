import type { AnswerContext } from './answer.js';
import type { CredentialLookup } from './credential-lookup.js';
import {
  AuthError,
  AuthorizationTooLongError,
  CredentialsMissingError,
  InvalidAuthOptionError,
  MessageMalformedError,
  SchemeNotAllowedError,
} from './errors.js';
import { type Eventually, guard, whenKnown } from './eventually.js';
import { splitAuthorization, type AuthorizationValue } from './headers/authorization.js';
import { HeaderIndex } from './headers/header-index.js';
import { checkMessage } from './message/check-message.js';
import type { Principal } from './principal.js';
import { parseProfile } from './parse-profile.js';
import type { Profile, ProfileOptions } from './profile.js';
import type { ReplayStore } from './replay/replay-store.js';
import type { ReceivedRequest, RequestBody, RequestHead } from './request.js';
import type { Scheme } from './schemes/scheme.js';

/** What `verifyRequest` takes. */
export interface VerifyRequestOptions {
  /** The schemes that the operation takes, the preferred one first: `[basic(), hmac()]`. */
  readonly schemes: readonly Scheme[];
  readonly lookup: CredentialLookup;
  /** The clock: whole Unix seconds. */
  readonly now: () => number;
  /** Needed unless `profile.replay` is `off`. */
  readonly replay?: ReplayStore | undefined;
  /** Default `strict`. */
  readonly profile?: Profile['name'] | ProfileOptions | undefined;
  /** The route family, which decides the form of a refusal. Default `gateway`. */
  readonly family?: AnswerContext['family'] | undefined;
  /** The texts of a refused `hmac` signature. Default `kong`, the software's own. */
  readonly refusalTexts?: AnswerContext['refusalTexts'] | undefined;
}

/** A request of which the head was proven. */
export interface PendingRequest {
  /** The scheme that proved it. */
  readonly scheme: string;
  /** Whether the body is part of the proof; where not, `finish` may be given an empty one. */
  readonly needsBody: boolean;
  /** Proves the body and says who sent the request. Throws an `AuthError`. Call it once. */
  finish(body?: RequestBody): Promise<Principal>;
}

const NO_BODY = /* @__PURE__ */ new Uint8Array();

/** What of the options is the same for every request. */
interface PreparedOptions {
  readonly profile: Profile;
  /** Names in lower case of headers that may be there once. */
  readonly singles: readonly string[];
  readonly answer: Omit<AnswerContext, 'isHmac'>;
}

const isScheme = (each: unknown): boolean =>
  typeof each === 'object' && each !== null && 'verifyHead' in each;

/** Callers without types may give anything, and must not learn of it by the first request that has a credential. */
function checkShapes({ schemes, lookup, now }: Partial<Record<string, unknown>>): void {
  if (!Array.isArray(schemes) || schemes.length === 0 || !schemes.every(isScheme)) {
    throw new InvalidAuthOptionError('schemes must be a list such as [basic(), hmac()]');
  }
  if (typeof lookup !== 'object' || lookup === null || !('findCustomer' in lookup)) {
    throw new InvalidAuthOptionError('lookup must have a function findCustomer');
  }
  if (typeof now === 'function') return;
  throw new InvalidAuthOptionError('now must be a function that gives Unix seconds');
}

function checkReplay({ schemes, replay }: VerifyRequestOptions, profile: Profile): void {
  if (replay !== undefined || profile.replay === 'off') return;
  if (!schemes.some((scheme) => scheme.needsReplayStore)) return;
  throw new InvalidAuthOptionError(
    `replay is missing: give createMemoryReplayStore(), or profile: { name: '${profile.name}', replay: 'off' }`,
  );
}

/** A server verifies many requests with the same options. */
const preparedOptions = /* @__PURE__ */ new WeakMap<VerifyRequestOptions, PreparedOptions>();

/** Throws `invalid_auth_option`. */
function prepareOptions(options: VerifyRequestOptions): PreparedOptions {
  const known = preparedOptions.get(options);
  if (known !== undefined) return known;
  checkShapes({ ...options });
  const { schemes, family = 'gateway', refusalTexts = 'kong' } = options;
  const profile = parseProfile(options.profile);
  checkReplay(options, profile);
  const challenges = schemes.flatMap((scheme) => scheme.challenges);
  const prepared = {
    profile,
    singles: ['host', 'authorization', ...schemes.flatMap((scheme) => scheme.singleHeaders)],
    answer: { family, refusalTexts, challenges },
  };
  preparedOptions.set(options, prepared);
  return prepared;
}

/** The scheme that a request is to be proven by, and its credential if that is in `Authorization`. */
interface ChosenScheme {
  readonly scheme: Scheme;
  readonly authorization: AuthorizationValue | undefined;
}

const describeSchemes = (schemes: readonly Scheme[]): string =>
  schemes.map(({ name }) => name).join(', ');

/** Throws `message_malformed` for two signatures of one request, which may mean two different requests. */
function refuseTwoSignatures(
  authorization: AuthorizationValue | undefined,
  others: readonly Scheme[],
): void {
  const used = [authorization?.scheme, ...others.map((other) => other.authorizationScheme)];
  if (!others.some(({ excludes }) => excludes.some((name) => used.includes(name)))) return;
  throw new MessageMalformedError('it is signed by two schemes');
}

/** `Authorization` decides where it is there; else a scheme that has its own headers. */
function chooseScheme(
  index: HeaderIndex,
  schemes: readonly Scheme[],
  profile: Profile,
): ChosenScheme {
  const value = index.first('authorization') ?? '';
  if (value.length > profile.maxAuthorizationBytes) {
    throw new AuthorizationTooLongError(value.length, profile.maxAuthorizationBytes);
  }
  const authorization = value === '' ? undefined : splitAuthorization(value);
  const others = schemes.filter((each) => each.isPresent(index, profile));
  if (others.length > 0) refuseTwoSignatures(authorization, others);
  if (authorization === undefined) {
    const [scheme] = others;
    if (scheme === undefined) throw new CredentialsMissingError(describeSchemes(schemes));
    return { scheme, authorization };
  }
  const scheme = schemes.find((each) => each.authorizationScheme === authorization.scheme);
  if (scheme === undefined) throw new SchemeNotAllowedError(describeSchemes(schemes));
  return { scheme, authorization };
}

/** The same as `PendingRequest`, for those who go on at once where all is known at once. */
export interface ProvenRequest extends Omit<PendingRequest, 'finish'> {
  finish(body?: RequestBody): Eventually<Principal>;
}

/** `verifyRequestHead` without a promise where none is needed. Throws at once, or rejects. */
export function proveRequestHead(
  head: RequestHead,
  options: VerifyRequestOptions,
): Eventually<ProvenRequest> {
  // What is known of a request decides what a refusal of it says.
  let chosen: Scheme | undefined;
  let claimedId: string | undefined;
  const claim = (id: string): void => {
    claimedId = id;
  };
  const answering = <Value>(step: () => Eventually<Value>): Eventually<Value> =>
    guard(step, (error) => {
      if (!(error instanceof AuthError)) throw error;
      const { hasHmacTexts = false } = chosen ?? options.schemes[0] ?? {};
      const { answer } = prepareOptions(options);
      error.setContext({ ...answer, isHmac: hasHmacTexts }, claimedId);
      throw error;
    });
  return answering(() => {
    const { profile, singles } = prepareOptions(options);
    const { schemes, lookup, now, replay } = options;
    const index = new HeaderIndex(head.headers);
    checkMessage(head, index, singles, profile.maxHeadBytes);
    const { scheme, authorization } = chooseScheme(index, schemes, profile);
    chosen = scheme;
    const input = { head, index, authorization, lookup, now, replay, profile, claim };
    return whenKnown(scheme.verifyHead(input), ({ needsBody, finish }) => ({
      scheme: scheme.name,
      needsBody,
      finish: (body = NO_BODY) => answering(() => finish(body)),
    }));
  });
}

/**
 * The first of two steps: proves a request for as far as that goes without its body, so that nobody buffers a body for a
 * stranger. Checks the message, then the credential, cheapest and least revealing first.
 *
 * ```ts
 * const pending = await verifyRequestHead(head, { schemes: [hmac()], lookup, now, replay });
 * const principal = await pending.finish({ sha256, byteLength });
 * ```
 *
 * Throws an `AuthError`, whose `answer` is what to send, and `invalid_auth_option`.
 */
export async function verifyRequestHead(
  head: RequestHead,
  options: VerifyRequestOptions,
): Promise<PendingRequest> {
  const proven = await proveRequestHead(head, options);
  return { ...proven, finish: async (body) => proven.finish(body) };
}

/**
 * Proves who sent a request, by one of the schemes that the operation takes.
 *
 * ```ts
 * const principal = await verifyRequest(request, { schemes: [basic(), hmac()], lookup, now, replay });
 * ```
 *
 * Throws an `AuthError`, whose `answer` is what to send, and `invalid_auth_option`. Where the body is still to be read,
 * `verifyRequestHead` comes first.
 */
export async function verifyRequest(
  request: ReceivedRequest,
  options: VerifyRequestOptions,
): Promise<Principal> {
  const proven = await proveRequestHead(request, options);
  return proven.finish(request.body);
}
