import { parseChannel } from '../parse-channel.js';
import { ANY_USER, parseParticularUser, parseUser, type UserName } from '../parse-user.js';
import type { PrivilegeLife, PrivilegeSource } from './privileges.js';
import type { ServiceRow } from './service-row.js';

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
export interface RtcService {
  /** Its name in the service table. */
  readonly service: 'rtc';
  /** The channel that it opens; empty or `*` means any. */
  readonly channel: string;
  /** The user it is for: a decimal uid or an account, which look alike in a token; empty means any. */
  readonly uid: string;
  /** By name; a privilege that is not known here has its number as its name. */
  readonly privileges: Readonly<Partial<Record<RtcPrivilege | `${number}`, PrivilegeLife>>>;
}

/** What a verifier wants of a token's RTC service. All that is given must hold, in one single service entry. */
export interface RtcExpectation {
  /** Its name in the service table. */
  readonly service: 'rtc';
  /** The channel that is joined. */
  readonly channel?: string | undefined;
  /** The user who is here, from 1 to 4294967295. */
  readonly uid?: number | undefined;
  /** The user who is here, where the channel joins by account. */
  readonly account?: string | undefined;
  /** Each of them must be there, and not be over. */
  readonly privileges?: readonly RtcPrivilege[] | undefined;
  /** Accept a token for any channel. Default: refuse it where a channel is wanted. */
  readonly allowWildcardChannel?: boolean | undefined;
  /** Accept a token for any user. Default: refuse it where a user is wanted. */
  readonly allowWildcardUid?: boolean | undefined;
}

/** Service type 1. */
export const RTC_ROW: ServiceRow<RtcGrant, RtcExpectation> = {
  type: 1,
  name: 'rtc',
  // Numbered from 1 in this order.
  privileges: RTC_PRIVILEGES.map((name, index) => ({ id: index + 1, name })),
  roles: { publisher: RTC_PRIVILEGES, subscriber: ['joinChannel'] },
  fields: [
    { name: 'channel', subject: 'channel', wildcards: ['', '*'] },
    { name: 'uid', subject: 'uid', wildcards: [ANY_USER] },
  ],
  parseGrant: (grant) => ({ channel: parseChannel(grant.channel), uid: parseUser(grant) }),
  parseExpectation: ({ channel, uid, account }) => ({
    channel: channel === undefined ? undefined : parseChannel(channel),
    uid:
      uid === undefined && account === undefined
        ? undefined
        : parseParticularUser({ uid, account }),
  }),
};

/**
 * The RTC service of a token to be issued: `rtc({ channel: 'stage-1', uid: 42, role: 'publisher' })`. It only names
 * what is wanted; `issueToken` checks it.
 */
export function rtc(options: RtcGrantOptions): RtcGrant {
  // Copied to the end of a new object, which engines do ten times as fast as to its beginning.
  const grant: RtcGrant = { service: 'rtc', ...options };
  // A caller without types may have named another service among the options.
  return grant.service === 'rtc' ? grant : { ...options, service: 'rtc' };
}
