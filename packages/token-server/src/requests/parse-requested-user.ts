import {
  InvalidAccountError,
  InvalidUidError,
  InvalidUserIdError,
  quoteValue,
} from '@stagedoor/token';
import type { RequestedUser } from './token-request.js';

const MAX_UID = 4_294_967_295;
/** As a token carries a uid: decimal, no sign, no zero in front. */
const WRITTEN_UID = /^(?:0|[1-9]\d{0,9})$/;

const isUid = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_UID;

/** A user by uid. Throws `invalid_uid` for all but an integer from 0 to 4294967295. */
export function parseRequestedUid(value: unknown): RequestedUser {
  if (!isUid(value)) {
    throw new InvalidUidError(
      `the uid must be an integer from 0 to ${MAX_UID}, but it is ${quoteValue(value)}`,
    );
  }
  return value === 0 ? { kind: 'anyone' } : { kind: 'uid', uid: value };
}

/** A uid in an address. Throws `invalid_uid` for all but decimal digits: no sign, space, exponent or zero in front. */
export function parseWrittenUid(text: string): RequestedUser {
  return parseRequestedUid(WRITTEN_UID.test(text) ? Number(text) : text);
}

/**
 * A user by account or user ID. One that is written like a uid is that uid, as it is in the token. Throws
 * `invalid_account` for what is no text, and for an empty one.
 */
export function parseRequestedAccount(value: unknown): RequestedUser {
  if (typeof value !== 'string') throw new InvalidAccountError(`is ${quoteValue(value)}`);
  if (value === '') throw new InvalidAccountError('is empty (a token for any user has uid 0)');
  const uid = WRITTEN_UID.test(value) ? Number(value) : undefined;
  return isUid(uid) ? parseRequestedUid(uid) : { kind: 'account', account: value };
}

/**
 * A user of a service that knows no wildcard: a text, or an integer from 1 to 4294967295, which is that integer in
 * decimal. Throws `invalid_user_id`, also for 0, which other services take for anyone.
 */
export function parseRequestedUserId(value: unknown): RequestedUser {
  if (value === 0 || value === '0') throw new InvalidUserIdError('is 0, which is nobody');
  if (value === '') throw new InvalidUserIdError('is empty');
  if (isUid(value)) return parseRequestedUid(value);
  if (typeof value === 'string') return parseRequestedAccount(value);
  throw new InvalidUserIdError(`is ${quoteValue(value)}`);
}
