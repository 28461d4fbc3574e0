import { InvalidAccountError, InvalidUidError, InvalidUserIdError } from './errors.js';
import { MAX_UINT32 } from './limits.js';
import { parseText, type TextLimits } from './parse-text.js';
import { quoteValue } from './quote-value.js';

const ACCOUNT_LIMITS: TextLimits = {
  fromBytes: 1,
  toBytes: 255,
  refuse: (reason) => new InvalidAccountError(reason),
};
/** The documented limit of Signaling. */
const USER_ID_LIMITS: TextLimits = {
  fromBytes: 1,
  toBytes: 64,
  refuse: (reason) => new InvalidUserIdError(reason),
};

/** What a token carries for uid 0: any user. */
export const ANY_USER = '';

/** A user is named by an integer uid or by a text account; in the token both are the same text. */
export type UserName =
  | { readonly uid: number; readonly account?: undefined }
  | { readonly account: string; readonly uid?: undefined };

const isUid = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_UINT32;

/** A uid as the token carries it: decimal, or empty for 0, which means any user. Throws `invalid_uid`. */
function parseUid(value: unknown): string {
  if (isUid(value)) return value === 0 ? ANY_USER : String(value);
  const hint = typeof value === 'string' ? '; a text is an account' : '';
  throw new InvalidUidError(
    `the uid must be an integer from 0 to ${MAX_UINT32}, but it is ${quoteValue(value)}${hint}`,
  );
}

/** An account as the token carries it. Throws `invalid_account`. */
function parseAccount(value: unknown): string {
  if (value === '') throw new InvalidAccountError('is empty (a token for any user has uid 0)');
  return parseText(value, ACCOUNT_LIMITS);
}

/** What names a user: exactly one of the two. */
interface UserNameParts {
  readonly uid?: unknown;
  readonly account?: unknown;
}

/** The one of uid and account that is given, as the token carries it. Throws `invalid_uid` and `invalid_account`. */
export function parseUser({ uid, account }: UserNameParts): string {
  if (uid === undefined && account === undefined) {
    throw new InvalidUidError('the user is missing: give a uid or an account');
  }
  if (account === undefined) return parseUid(uid);
  if (uid !== undefined) throw new InvalidUidError('give a uid or an account, not both');
  return parseAccount(account);
}

/** The same for a user who is here, whom uid 0 cannot name. */
export function parseParticularUser(user: UserNameParts): string {
  const name = parseUser(user);
  if (name !== ANY_USER) return name;
  throw new InvalidUidError(
    'nobody who is here has uid 0: expect the uid that joins, and to accept tokens for any user set allowWildcardUid',
  );
}

/**
 * The name of a user of a service that knows no wildcard: a text, or an integer above 0, which is written in decimal.
 * Throws `invalid_user_id`.
 */
export function parseUserId(value: unknown): string {
  if (isUid(value) && value !== 0) return String(value);
  return parseText(value, USER_ID_LIMITS);
}
