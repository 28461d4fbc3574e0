import { checkClock } from '../check-clock.js';
import type { CustomerKeys } from '../credential-lookup.js';
import { equalInConstantTime } from '../equal-in-constant-time.js';
import {
  AlgorithmNotAllowedError,
  type AuthError,
  AuthorityNotServedError,
  AuthorizationTooLongError,
  CoverageInsufficientError,
  DateOutsideWindowError,
  DuplicateHeaderError,
  SignatureMismatchError,
  UnknownCustomerError,
} from '../errors.js';
import { splitAuthorization } from '../headers/authorization.js';
import type { HeaderIndex } from '../headers/header-index.js';
import { type Eventually, whenKnown } from '../eventually.js';
import { quoteText } from '../headers/quote-text.js';
import { announcedLength, announcesBody, checkBodyLength } from '../message/check-message.js';
import type { Principal } from '../principal.js';
import type { Profile } from '../profile.js';
import { rememberSignature } from '../replay/remember-signature.js';
import type { RequestBody } from '../request.js';
import { refuseCustomer } from './customer-refusal.js';
import { listCandidates } from './hmac/candidates.js';
import { checkArrival, checkCoverage } from './hmac/check-coverage.js';
import { checkDates } from './hmac/check-dates.js';
import { encodeSecret } from './hmac/encode-secret.js';
import { MAC_ALGORITHMS, type MacAlgorithm } from './hmac/mac.js';
import { parseHmacParameters, type HmacParameters } from './hmac/parse-hmac-parameters.js';
import { parseSignature } from './hmac/parse-signature.js';
import { buildSigningString, toSharedOctets } from './hmac/signing-string.js';
import { digestOf, verifyDigest } from './hmac/verify-digest.js';
import { listTriedTexts, type TriedText } from './live-secrets.js';
import type { ProvenHead, Scheme, SchemeInput } from './scheme.js';

const NAME = 'hmac';
const PROXY_AUTHORIZATION = 'proxy-authorization';

/** The value that has the credential: `Authorization`, or in the lenient profile `Proxy-Authorization`. */
function readCredential({ authorization, index, profile }: SchemeInput): string {
  if (authorization !== undefined) return index.first('authorization') ?? '';
  if (index.isRepeated(PROXY_AUTHORIZATION)) throw new DuplicateHeaderError(PROXY_AUTHORIZATION);
  const value = index.first(PROXY_AUTHORIZATION) ?? '';
  if (value.length <= profile.maxAuthorizationBytes) return value;
  throw new AuthorizationTooLongError(value.length, profile.maxAuthorizationBytes);
}

/** Reads what follows the scheme, in place, so that a position in an error is one in the header. */
function readParameters(input: SchemeInput): HmacParameters {
  const value = readCredential(input);
  const space = value.indexOf(' ');
  return parseHmacParameters(value, input.profile, space === -1 ? value.length : space);
}

/** A key to try, and the name of the secret that it is, if it is one. */
interface TriedKey {
  readonly key: Uint8Array;
  readonly name: TriedText['name'];
}

/** Two, always, and both encoded anew: what was ready would be quicker. */
const listTriedKeys = (keys: CustomerKeys | undefined): readonly TriedKey[] =>
  listTriedTexts(keys).map(({ text, name }) => ({ key: encodeSecret(text), name }));

/** What one of the candidates proved. */
interface Match {
  readonly name: NonNullable<TriedText['name']>;
  /** The host that was signed. */
  readonly host: string;
}

/** A credential that is fit to be tried: all that can be said of it without a secret. */
interface Claim {
  readonly parameters: HmacParameters;
  readonly algorithm: MacAlgorithm;
  readonly signature: Uint8Array;
  /** The latest signed date, Unix seconds. */
  readonly signedAt: number;
}

function readClaim(input: SchemeInput): Claim {
  const { index, profile } = input;
  const parameters = readParameters(input);
  input.claim(parameters.username);
  const algorithm = MAC_ALGORITHMS.get(parameters.algorithm);
  if (algorithm === undefined) throw new AlgorithmNotAllowedError('it is not known');
  checkCoverage(parameters.covered, announcesBody(index));
  checkArrival(parameters.covered, index);
  const signedAt = checkDates(parameters.covered, index, input.now(), profile);
  const signature = parseSignature(parameters.signature, algorithm.byteLength);
  return { parameters, algorithm, signature, signedAt };
}

/** The name of the secret that signed a candidate. Computes the MACs of all, also after a match. */
function matchCandidate(
  { algorithm, signature }: Claim,
  octets: Uint8Array,
  tried: readonly TriedKey[],
): Eventually<Match['name'] | undefined> {
  let matched: Match['name'] | undefined;
  // Each is begun before any is waited for, while the octets are those of this request.
  const compared = tried.map(({ key, name }) =>
    whenKnown(algorithm.compute(key, octets), (mac) => {
      const isEqual = equalInConstantTime(signature, mac);
      matched = isEqual ? (matched ?? name) : matched;
    }),
  );
  const pending = compared.filter((each) => each instanceof Promise);
  return pending.length > 0 ? Promise.all(pending).then(() => matched) : matched;
}

/**
 * Tries what the client may have signed. After a match it goes on only where the answer will not tell that there was one:
 * the time must not tell either.
 */
function findMatch(
  { head, index, profile }: SchemeInput,
  claim: Claim,
  keys: CustomerKeys | undefined,
): Eventually<Match | undefined> {
  const valueOf = (name: string): string => index.first(name) ?? '';
  const candidates = listCandidates(head, valueOf('host'), profile);
  const tried = listTriedKeys(keys);
  const tryFrom = (at: number, earlier?: Match): Eventually<Match | undefined> => {
    const candidate = candidates[at];
    if (candidate === undefined || (earlier && keys?.disabled !== true)) return earlier;
    const line = { ...candidate, method: head.method, target: head.target };
    const text = buildSigningString(claim.parameters.names, line, valueOf);
    return whenKnown(matchCandidate(claim, toSharedOctets(text), tried), (name) =>
      tryFrom(at + 1, earlier ?? (name && { name, host: candidate.host })),
    );
  };
  return tryFrom(0);
}

const createMismatch = (): AuthError => new SignatureMismatchError();

/**
 * To the sender all failures are one; only in `agora` an unknown customer has another text, as it has in Kong. Each makes
 * two errors, which takes the same time.
 */
function refuse(keys: CustomerKeys | undefined, isMatched: boolean, profile: Profile): AuthError {
  if (keys === undefined && profile.name === 'agora') {
    return new UnknownCustomerError(createMismatch().publicCode, 'unverified');
  }
  return refuseCustomer(keys, isMatched, createMismatch) ?? createMismatch();
}

/** Throws `authority_not_served` where neither the host that was sent nor the one that was signed is served. */
function checkAuthority(index: HeaderIndex, match: Match, profile: Profile): void {
  if (profile.allowedAuthorities === undefined) return;
  const sent = index.first('host') ?? '';
  const allowed = profile.allowedAuthorities.map((authority) => authority.toLowerCase());
  if ([sent, match.host].some((host) => allowed.includes(host.toLowerCase()))) return;
  throw new AuthorityNotServedError(sent);
}

/** A head of which the signature was proven. */
interface SignedHead {
  readonly input: SchemeInput;
  readonly covered: ReadonlySet<string>;
  readonly principal: Principal & { readonly kind: 'customer' };
  readonly signature: string;
  /** When the request is too old, Unix seconds. */
  readonly expiresAt: number;
}

/**
 * Throws `date_outside_window` where the date was fresh when the head came, and is over now: a body can be held back until
 * the signature is forgotten.
 */
function checkStillFresh({ input, expiresAt }: SignedHead): void {
  const { windowSeconds } = input.profile;
  const now = input.now();
  checkClock(now);
  if (now < expiresAt) return;
  throw new DateOutsideWindowError(
    'the signed date',
    expiresAt - windowSeconds - 1 - now,
    windowSeconds,
  );
}

/** The steps behind the signature: body, then replay, so that only what passed everything is remembered. */
function finishHead(signed: SignedHead, body: RequestBody): Eventually<Principal> {
  const { input, covered, principal, signature, expiresAt } = signed;
  checkBodyLength(body.byteLength, input.profile);
  const digest = digestOf(body);
  // Also of a body that the head did not announce.
  if (digest.byteLength > 0 && !covered.has('digest')) {
    throw new CoverageInsufficientError(['digest']);
  }
  const given = input.index.first('digest');
  if (given !== undefined) verifyDigest(given, digest);
  checkStillFresh(signed);
  const { customerId } = principal;
  const used = { method: input.head.method, customerId, signature, expiresAt };
  return whenKnown(rememberSignature(used, input.profile, input.replay), () => principal);
}

function verifyHead(input: SchemeInput): Eventually<ProvenHead> {
  const claim = readClaim(input);
  return whenKnown(input.lookup.findCustomer(claim.parameters.username), (found) => {
    const keys = found ?? undefined;
    return whenKnown(findMatch(input, claim, keys), (match) =>
      judgeMatch(input, claim, keys, match),
    );
  });
}

function judgeMatch(
  input: SchemeInput,
  claim: Claim,
  keys: CustomerKeys | undefined,
  match: Match | undefined,
): ProvenHead {
  const { index, profile } = input;
  const { username: customerId, covered, signature } = claim.parameters;
  if (match === undefined || keys?.disabled === true) {
    throw refuse(keys, match !== undefined, profile);
  }
  checkAuthority(index, match, profile);
  checkBodyLength(announcedLength(index), profile);
  const signed: SignedHead = {
    input,
    covered,
    principal: { kind: 'customer', scheme: NAME, customerId, signedWith: match.name },
    signature,
    expiresAt: claim.signedAt + profile.windowSeconds + 1,
  };
  return { needsBody: true, finish: (body) => finishHead(signed, body) };
}

/** What `hmac` takes. */
export interface HmacOptions {
  /** Named in `WWW-Authenticate`. Default: no realm. */
  readonly realm?: string | undefined;
}

/**
 * A signature of host, date, request line and body in `Authorization: hmac`, HMAC-SHA-256 under the customer secret: the
 * scheme of Media Broadcast, in the form of Kong's `hmac-auth`.
 *
 * Refuses with the codes of `AuthErrorCode`, cheapest check first. To the sender an unknown customer, a disabled
 * credential and a wrong secret are one.
 */
export function hmac({ realm }: HmacOptions = {}): Scheme {
  return {
    name: NAME,
    authorizationScheme: NAME,
    needsReplayStore: true,
    excludes: [],
    singleHeaders: ['date', 'x-date', 'digest'],
    challenges: [
      ['WWW-Authenticate', realm === undefined ? 'hmac' : `hmac realm=${quoteText(realm)}`],
    ],
    hasHmacTexts: true,
    isPresent: (index, profile) =>
      profile.name === 'agora' &&
      splitAuthorization(index.first(PROXY_AUTHORIZATION) ?? '').scheme === NAME,
    verifyHead,
  };
}
