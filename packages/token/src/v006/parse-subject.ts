import { InvalidAccountError, InvalidUserIdError } from '../errors.js';
import { parseChannel } from '../parse-channel.js';
import { ANY_USER, parseUserId, type UserName } from '../parse-user.js';
import { RTC_006, RTM_006, type Service006 } from './service-table.js';

/** One user in one RTC channel. */
export type RtcSubject = UserName & {
  /** 1 to 63 characters of those that a channel can have. */
  readonly channel: string;
  readonly userId?: undefined;
};

/** One user of Signaling (RTM). */
export interface RtmSubject {
  /** 1 to 64 bytes of UTF-8, or an integer above 0, which is written in decimal. */
  readonly userId: string | number;
  readonly channel?: undefined;
  readonly uid?: undefined;
  readonly account?: undefined;
}

/** Whom a token is for, as the format signs it. */
export interface Subject {
  /** What it is for. */
  readonly service: Service006;
  /** The channel; for Signaling the user ID. */
  readonly channel: string;
  /** The user; empty for any user, and for Signaling. */
  readonly uid: string;
}

/** What a caller wrote, not yet checked. */
interface GivenSubject {
  readonly channel?: unknown;
  readonly uid?: unknown;
  readonly account?: unknown;
  readonly userId?: unknown;
}

/**
 * Nothing marks where the signed message begins, so that the end of a name can be made a part of it. With this
 * character it can hold a count of privileges, and then privileges that nobody granted.
 */
const MESSAGE_CHARACTER = '\0';
const DANGER = 'has a zero character, with which a token of format 006 can be turned into another';

/** The user of a channel. Throws `invalid_account` for one with a zero character, beside what `parseName` throws. */
function checkName(name: string): string {
  if (name.includes(MESSAGE_CHARACTER)) throw new InvalidAccountError(DANGER);
  return name;
}

/** The same for Signaling. */
function checkUserId(userId: string): string {
  if (userId.includes(MESSAGE_CHARACTER)) throw new InvalidUserIdError(DANGER);
  return userId;
}

/**
 * Whom a token is for: a user in a channel, or one of Signaling where `userId` is given. `parseName` tells which users
 * a channel can have. Throws `invalid_channel`, `invalid_uid`, `invalid_account` and `invalid_user_id`.
 */
export function parseSubject(
  { channel, uid, account, userId }: GivenSubject,
  parseName: (user: { readonly uid?: unknown; readonly account?: unknown }) => string,
): Subject {
  if (userId === undefined) {
    return {
      service: RTC_006,
      channel: parseChannel(channel),
      uid: checkName(parseName({ uid, account })),
    };
  }
  if (channel === undefined && uid === undefined && account === undefined) {
    return { service: RTM_006, channel: checkUserId(parseUserId(userId)), uid: ANY_USER };
  }
  throw new InvalidUserIdError(
    'stands beside a channel or its user, but a token of format 006 is for one service',
  );
}
