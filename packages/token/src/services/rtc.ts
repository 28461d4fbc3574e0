import type { UserName } from '../parse-user.js';
import { createGrant } from './create-grant.js';
import type { PrivilegeSource } from './privileges.js';
import type {
  ChannelUser,
  OpenedService,
  WantedChannelUser,
  WantedService,
} from './service-shapes.js';

/** What a user may do in an RTC channel, by name. */
export const RTC_PRIVILEGES = [
  'joinChannel',
  'publishAudioStream',
  'publishVideoStream',
  'publishDataStream',
] as const;

/** One of `RTC_PRIVILEGES`. */
export type RtcPrivilege = (typeof RTC_PRIVILEGES)[number];

/** `publisher` has all four privileges, `subscriber` only joins. */
export const RTC_ROLES = ['publisher', 'subscriber'] as const;

/** One of `RTC_ROLES`. */
export type RtcRole = (typeof RTC_ROLES)[number];

/**
 * What `rtc` takes: one channel, one user, and a role or a list of privileges.
 *
 * `channel` is 1 to 63 characters of the documented set. `uid` is an integer from 1 to 4294967295, and 0 lets any user
 * in; `account` is 1 to 255 bytes of UTF-8. Give one of the two: the users of a channel join all by uid or all by
 * account.
 */
export type RtcGrantOptions = { readonly channel: string } & UserName &
  PrivilegeSource<RtcRole, RtcPrivilege>;

/** The RTC service that a token is to open. */
export type RtcGrant = { readonly service: 'rtc' } & RtcGrantOptions;

/** The RTC service as a token carries it. */
export interface RtcService extends OpenedService<'rtc', RtcPrivilege>, ChannelUser {}

/** What a verifier wants of a token's RTC service. */
export interface RtcExpectation extends WantedService<'rtc', RtcPrivilege>, WantedChannelUser {}

/**
 * The RTC service of a token to be issued: `rtc({ channel: 'stage-1', uid: 42, role: 'publisher' })`. It only names
 * what is wanted; `issueToken` checks it.
 */
export function rtc(options: RtcGrantOptions): RtcGrant {
  return createGrant('rtc', options);
}
