import {
  fingerprintToken,
  InvalidChannelError,
  InvalidUidError,
  issueToken,
  rtc,
} from '@stagedoor/token';
import { TokenRequestError } from './errors.js';
import { parseTokenRequest } from './parse-token-request.js';
import { readBody } from './read-body.js';
import { answerGranted, answerNotFound, answerPreflight, answerRefused } from './token-answers.js';
import type { TokenOutcome } from './token-outcome.js';

const FETCH_RTC_TOKEN_PATH = '/fetch_rtc_token';
const DEFAULT_TOKEN_LIFE_SECONDS = 3600;
const DEFAULT_MAX_BODY_BYTES = 4096;

/** What `createTokenHandler` takes. */
export interface TokenHandlerOptions {
  /** The project's App ID: 32 hex characters. */
  readonly appId: string;
  /** The App Certificate that signs: 32 hex characters. */
  readonly certificate: string;
  /** The time that tokens begin at, Unix seconds. Asked once for each token. */
  readonly now: () => number;
  /** A salt for each token, 0 to 4294967295. Default: drawn from the secure random source. */
  readonly salt?: (() => number) | undefined;
  /** How long the tokens live: 1 to 86400. Default 3600. */
  readonly tokenLifeSeconds?: number | undefined;
  /** The largest body that is read. Default 4096. */
  readonly maxBodyBytes?: number | undefined;
  /** Told of every outcome, after it is decided and before it is answered. */
  readonly onOutcome?: ((outcome: TokenOutcome) => void) | undefined;
}

/** A request in, a response out: what Node, Bun, Deno, workers and test code have in common. */
export type FetchHandler = (request: Request) => Promise<Response>;

type Granted = Extract<TokenOutcome, { kind: 'granted' }>;
type Refused = Exclude<TokenOutcome, Granted>;

async function grantToken(
  options: TokenHandlerOptions,
  request: Request,
): Promise<{ readonly token: string; readonly outcome: Granted }> {
  const body = await readBody(request, options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
  const wanted = parseTokenRequest(body);
  const issuedAt = options.now();
  const expiresInSeconds = options.tokenLifeSeconds ?? DEFAULT_TOKEN_LIFE_SECONDS;
  const token = issueToken({
    appId: options.appId,
    certificate: options.certificate,
    services: [rtc(wanted)],
    expiresInSeconds,
    issuedAt,
    salt: options.salt?.(),
  });
  const fingerprint = fingerprintToken(token);
  return {
    token,
    outcome: { kind: 'granted', ...wanted, issuedAt, expiresInSeconds, fingerprint },
  };
}

/** What a failure means: the caller's own mistake is explained to it, anything else only to the operator. */
function refusalOf(error: unknown): Refused {
  if (error instanceof TokenRequestError) {
    return { kind: 'refused', status: error.status, code: error.code, reason: error.message };
  }
  if (error instanceof InvalidChannelError || error instanceof InvalidUidError) {
    return { kind: 'refused', status: 400, code: error.code, reason: error.message };
  }
  return {
    kind: 'failed',
    status: 500,
    code: 'internal_error',
    reason: 'the server failed',
    cause: error,
  };
}

async function answerTokenRequest(
  options: TokenHandlerOptions,
  request: Request,
): Promise<Response> {
  try {
    const { token, outcome } = await grantToken(options, request);
    options.onOutcome?.(outcome);
    return answerGranted(token);
  } catch (error) {
    const refusal = refusalOf(error);
    options.onOutcome?.(refusal);
    return answerRefused(refusal);
  }
}

/** Issues a token for nobody: a certificate, clock or life that cannot be used must fail at the start, not at a request. */
function tryOut({ appId, certificate, now, salt, tokenLifeSeconds }: TokenHandlerOptions): void {
  issueToken({
    appId,
    certificate,
    services: [rtc({ channel: 'try-out', uid: 1, role: 'subscriber' })],
    expiresInSeconds: tokenLifeSeconds ?? DEFAULT_TOKEN_LIFE_SECONDS,
    issuedAt: now(),
    salt: salt?.(),
  });
}

/**
 * A token server as one fetch handler, with the contract of the documented quickstart: `POST /fetch_rtc_token` with
 * `{"uid": 1234, "ChannelName": "test", "role": 1}` answers 200 `{"token": "007…", "code": "200"}`; a refusal has the
 * same two fields, the reason in `token` and the status in `code`. Requests share nothing.
 *
 * It does not know its callers: whoever can reach it gets the token it asks for.
 *
 * Throws a `TokenInputError` of `@stagedoor/token` where App ID, certificate, clock, salt or life cannot be used.
 */
export function createTokenHandler(options: TokenHandlerOptions): FetchHandler {
  tryOut(options);
  return async (request) => {
    if (new URL(request.url).pathname !== FETCH_RTC_TOKEN_PATH) return answerNotFound();
    if (request.method === 'OPTIONS') return answerPreflight();
    if (request.method !== 'POST') return answerNotFound();
    return answerTokenRequest(options, request);
  };
}
