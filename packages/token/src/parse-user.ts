import { InvalidAccountError, InvalidUidError } from './errors.js';
import { quoteValue } from './quote-value.js';
import { utf8Length } from './wire/utf8-length.js';

const MAX_UID = 0xffff_ffff;
const MAX_ACCOUNT_BYTES = 255;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What a token carries for uid 0: any user. */
export const ANY_USER = '';

/** A user is named by an integer uid or by a text account; in the token both are the same text. */
export type UserName =
  | { readonly uid: number; readonly account?: undefined }
  | { readonly account: string; readonly uid?: undefined };

/** A uid as the token carries it: decimal, or empty for 0, which means any user. Throws `invalid_uid`. */
function parseUid(value: unknown): string {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_UID) {
    return value === 0 ? ANY_USER : String(value);
  }
  const hint = typeof value === 'string' ? '; a text is an account' : '';
  throw new InvalidUidError(
    `the uid must be an integer from 0 to ${MAX_UID}, but it is ${quoteValue(value)}${hint}`,
  );
}

/** An account as the token carries it. Throws `invalid_account`. */
function parseAccount(value: unknown): string {
  if (typeof value !== 'string') throw new InvalidAccountError(`is ${quoteValue(value)}`);
  if (value === '') throw new InvalidAccountError('is empty (a token for any user has uid 0)');
  if (LONE_SURROGATE.test(value)) throw new InvalidAccountError('has half a character');
  const length = utf8Length(value);
  if (length > MAX_ACCOUNT_BYTES) throw new InvalidAccountError(`has ${length} bytes`);
  return value;
}

/** What names a user: exactly one of the two. */
interface UserNameParts {
  readonly uid?: number | undefined;
  readonly account?: string | undefined;
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
