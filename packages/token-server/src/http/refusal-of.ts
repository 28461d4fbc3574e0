import { type TokenErrorCode, TokenInputError } from '@stagedoor/token';
import {
  CallerMissingError,
  RouteNotFoundError,
  ServerFailedError,
  TokenRequestError,
} from '../errors.js';
import { TokenNotRenewableError } from '../requests/errors.js';
import type { Challenges } from './challenges.js';

/** What a failure means for the answer. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** For the caller. */
  readonly message: string;
  /** For the operator. */
  readonly reason: string;
  /** Beside those that all answers have. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a caller can have written wrong. Other codes of a `TokenInputError` mean this server: its certificate, its clock. */
const MISTAKES_OF_CALLERS: ReadonlySet<TokenErrorCode> = new Set([
  'invalid_app_id',
  'invalid_channel',
  'invalid_uid',
  'invalid_account',
  'invalid_user_id',
  'invalid_role',
  'invalid_permissions',
  'invalid_privilege',
  'invalid_expiry',
  'expiry_too_long',
]);

function writeHeaders(
  error: TokenRequestError,
  { asking, refusing }: Challenges,
): Refusal['headers'] {
  const headers: Record<string, string> = {};
  // Nor is the credential refused where the token that is to be renewed is.
  const isAsking = error instanceof CallerMissingError || error instanceof TokenNotRenewableError;
  const challenge = isAsking ? asking : refusing;
  if (error.status === 401 && challenge !== undefined) headers['www-authenticate'] = challenge;
  if (error instanceof RouteNotFoundError && error.allowedMethods.length > 0) {
    headers['allow'] = [...error.allowedMethods, 'OPTIONS'].join(', ');
  }
  if (error.retryAfterSeconds !== undefined) {
    headers['retry-after'] = String(error.retryAfterSeconds);
  }
  return headers;
}

/**
 * The refusal that an error is, explained to the caller as far as it is the caller's own mistake. Anything else is the
 * server's fault, of which the caller learns nothing.
 */
export function refusalOf(error: unknown, challenges: Challenges): Refusal {
  if (error instanceof TokenInputError && MISTAKES_OF_CALLERS.has(error.code)) {
    const { code, message } = error;
    return { status: 400, code, message, reason: message, headers: {} };
  }
  const known =
    error instanceof TokenRequestError ? error : new ServerFailedError({ cause: error });
  const { status, code, message, detail = message } = known;
  return { status, code, message, reason: detail, headers: writeHeaders(known, challenges) };
}
