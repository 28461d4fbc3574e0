import { TokenError, TokenRejectedError } from '@stagedoor/token';
import type { ProjectCertificates } from '../credential-lookup.js';
import {
  InvalidAuthOptionError,
  SecondaryCertificateError,
  TokenLifeTooLongError,
  TokenRefusedError,
  UnknownProjectError,
} from '../errors.js';
import { quoteText } from '../headers/quote-text.js';
import type { AgoraTokenExpectation } from './agora-token/expectation.js';
import { parseExpectation } from './agora-token/parse-expectation.js';
import { proveToken, type ProvenToken } from './agora-token/prove-token.js';
import { hasPair, PAIR_NAMES, readToken, type ShownToken } from './agora-token/read-token.js';
import { listTriedCertificates } from './agora-token/tried-certificates.js';
import type { ProvenHead, Scheme, SchemeInput } from './scheme.js';

/** How long a token may live, and how far the clocks of those who issue and verify it may differ. */
const MAX_LIFE_SECONDS = 86_400;
const CLOCK_TOLERANCE_SECONDS = 60;

/** What `verifyToken` says of its options where these come from the request: what the operation is on. */
const CODES_OF_REQUEST: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'invalid_app_id',
  'invalid_channel',
  'invalid_user_id',
]);

/** Of an unknown project the sender is told what a known one would say of a token that it did not sign. */
function refuse(error: unknown, project: ProjectCertificates | undefined): unknown {
  if (!(error instanceof TokenError)) return error;
  if (!(error instanceof TokenRejectedError) && !CODES_OF_REQUEST.has(error.code)) {
    return new InvalidAuthOptionError(`tokens cannot be verified: ${error.message}`, {
      cause: error,
    });
  }
  return project === undefined ? new UnknownProjectError(error.code) : new TokenRefusedError(error);
}

/** What holds for tokens at the REST API alone. */
function checkProven({ token, lifeSeconds }: ProvenToken): void {
  if (token.signedWith !== 'primary') throw new SecondaryCertificateError();
  if (lifeSeconds > MAX_LIFE_SECONDS + CLOCK_TOLERANCE_SECONDS) {
    throw new TokenLifeTooLongError(lifeSeconds, MAX_LIFE_SECONDS);
  }
}

/** The same work whether the project exists or not. */
function prove(
  shown: ShownToken,
  wanted: AgoraTokenExpectation,
  now: number,
  project: ProjectCertificates | undefined,
): ProvenToken {
  const certificates = listTriedCertificates(project, shown.text);
  try {
    return proveToken(shown, wanted, {
      appId: wanted.appId,
      certificates,
      clockToleranceSeconds: CLOCK_TOLERANCE_SECONDS,
      now,
    });
  } catch (error) {
    throw refuse(error, project);
  }
}

async function verifyHead(input: SchemeInput, wanted: AgoraTokenExpectation): Promise<ProvenHead> {
  const { lookup, now, claim } = input;
  const { appId } = wanted;
  claim(appId);
  if (lookup.findProject === undefined) {
    throw new InvalidAuthOptionError('lookup.findProject is missing, and agoraToken needs it');
  }
  const shown = readToken(input);
  const project = await lookup.findProject(appId);
  const proven = prove(shown, wanted, now(), project);
  if (project === undefined) throw new UnknownProjectError('bad_signature');
  checkProven(proven);
  const { userId, token } = proven;
  const principal = { kind: 'user', scheme: 'agora-token', appId, userId, token } as const;
  return { needsBody: false, finish: () => Promise.resolve(principal) };
}

/** What `agoraToken` takes beside what the operation asks. */
export interface AgoraTokenOptions {
  /** Named in `WWW-Authenticate`. Default `stagedoor`. */
  readonly realm?: string | undefined;
}

/**
 * A user's token in `Authorization: agora token=<token>`; with `takesPair` also in the headers `x-agora-token` and
 * `x-agora-uid` of older clients, of which the second must name the token's user. `Authorization` decides where both are
 * there.
 *
 * ```ts
 * const toSend = agoraToken({ appId, service: 'rtm', userId: 'zoe', takesPair: true });
 * const toJoin = agoraToken({ appId, service: 'rtc', channel: 'stage-1' });
 * const toLeave = agoraToken({ appId, service: 'rtc' });
 * ```
 *
 * The token must be signed with the project's primary certificate and live for at most 24 hours. It shows who sends the
 * request and nothing of the request itself, and anyone who reads it can use it, so it needs TLS.
 *
 * Refuses with `authorization_malformed`, `token_pair_incomplete`, `authorization_too_long`, `unknown_project`,
 * `token_refused`, `secondary_certificate`, `token_life_too_long`; to the sender the code of a refused token is that of
 * `verifyToken`, and an unknown project is none. Throws `invalid_auth_option` for an expectation that cannot be checked.
 */
export function agoraToken(
  expectation: AgoraTokenExpectation,
  { realm = 'stagedoor' }: AgoraTokenOptions = {},
): Scheme {
  const wanted = parseExpectation(expectation);
  const takesPair = wanted.service === 'rtm' && wanted.takesPair === true;
  return {
    name: 'agora-token',
    authorizationScheme: 'agora',
    needsReplayStore: false,
    excludes: [],
    singleHeaders: takesPair ? PAIR_NAMES : [],
    challenges: [['WWW-Authenticate', `agora realm=${quoteText(realm)}`]],
    hasHmacTexts: false,
    isPresent: (index) => takesPair && hasPair(index),
    verifyHead: (input) => verifyHead(input, wanted),
  };
}
