import type { KnownFacts } from '../src/explain/parse-known.js';
import { chatApp } from '../src/services/chat.js';
import { rtc } from '../src/services/rtc.js';
import { rtm } from '../src/services/rtm.js';
import { ALL_KNOWN, issue, JOINED, TOKEN, type ExplainedToken } from './explained-token.js';
import { forgeRtc, forgeService, forgeToken, string16, u16 } from './forge-token.js';

const rtcToken = (channel: string, uid: string): string =>
  forgeToken({ services: [forgeRtc(channel, uid)] });
const forged = (...services: readonly Uint8Array[]): string => forgeToken({ services });
/** Tokens that are used by the wrong user. */
export const WRONG_USERS: readonly ExplainedToken[] = [
  {
    name: 'another uid',
    kind: 'wrong_uid',
    token: TOKEN,
    known: { ...JOINED, uid: 8 },
    says: /"7".*"8"/,
  },
  {
    name: 'another user ID',
    kind: 'wrong_uid',
    token: issue({ services: [rtm({ userId: 'zoe' })] }),
    known: { ...ALL_KNOWN, userId: 'bob' },
    says: /"zoe".*"bob"/,
  },
  { name: 'uid 0', kind: 'uid_zero_joins', token: TOKEN, known: { ...JOINED, uid: 0 } },
  {
    name: 'an account in the token',
    kind: 'account_for_uid',
    token: rtcToken('stage-1', 'zoe'),
    known: JOINED,
  },
  {
    name: 'a uid in the token',
    kind: 'uid_for_account',
    token: TOKEN,
    known: { ...ALL_KNOWN, channel: 'stage-1', account: 'zoe' },
  },
  {
    name: 'an account in capitals',
    kind: 'user_look_alike',
    token: rtcToken('stage-1', 'Zoe'),
    known: { ...ALL_KNOWN, account: 'zoe' },
    says: 'case',
  },
  {
    name: 'an account with a space',
    kind: 'user_look_alike',
    token: rtcToken('stage-1', 'zoe '),
    known: { ...ALL_KNOWN, account: 'zoe' },
    says: 'space',
  },
  {
    name: 'another normal form',
    kind: 'user_look_alike',
    token: rtcToken('stage-1', 'zoë'),
    known: { ...ALL_KNOWN, account: 'zoe\u0308' },
    says: 'look the same',
  },
  {
    name: 'channel and user swapped',
    kind: 'swapped_channel_and_user',
    token: rtcToken('7', 'stage-1'),
    known: JOINED,
  },
  {
    name: 'a role in the place of the uid',
    kind: 'arguments_shifted',
    token: rtcToken('stage-1', '1'),
    known: { ...JOINED, uid: 42 },
    says: 'number of a role',
  },
  {
    name: 'the uid in the place of the channel',
    kind: 'arguments_shifted',
    token: rtcToken('42', '2'),
    known: { ...JOINED, uid: 42 },
    says: 'in the place of the channel',
  },
  {
    name: 'another Signaling user beside the right uid',
    kind: 'wrong_uid',
    token: issue({
      services: [rtc({ channel: 'stage-1', uid: 42, role: 'publisher' }), rtm({ userId: 'zoe' })],
    }),
    known: { ...JOINED, uid: 42, userId: 'bob', use: 'join' },
    says: /"zoe" \(3 characters\) of rtm.*"bob"/,
  },
  {
    name: 'a token of the Chat server',
    kind: 'wrong_uid',
    token: issue({ services: [chatApp()] }),
    known: { ...ALL_KNOWN, userId: 'zoe' },
    says: /token of the server.*privileges: app/,
  },
  {
    name: 'uid undefined, where the uid is known',
    kind: 'placeholder_value',
    token: rtcToken('stage-1', 'undefined'),
    known: JOINED,
    says: /"undefined".*joins with "7"/,
  },
  {
    name: 'uid -5, where the uid is known',
    kind: 'placeholder_value',
    token: rtcToken('stage-1', '-5'),
    known: JOINED,
  },
  {
    name: 'a channel undefined, where another is known',
    kind: 'placeholder_value',
    token: rtcToken('undefined', '7'),
    known: JOINED,
  },
  {
    name: 'uid 0 of PHP, where the uid is known',
    kind: 'uid_zero_text',
    token: rtcToken('stage-1', '0'),
    known: JOINED,
  },
  {
    name: 'a channel like a uid',
    kind: 'swapped_channel_and_user',
    severity: 'warning',
    token: rtcToken('2882341273', 'stage-1'),
  },
  {
    name: 'uid undefined',
    kind: 'placeholder_value',
    severity: 'warning',
    token: rtcToken('stage-1', 'undefined'),
  },
  {
    name: 'uid -1',
    kind: 'placeholder_value',
    severity: 'warning',
    token: rtcToken('stage-1', '-1'),
  },
  {
    name: 'uid 0 of PHP',
    kind: 'uid_zero_text',
    severity: 'warning',
    token: rtcToken('stage-1', '0'),
  },
  {
    name: 'any user',
    kind: 'wildcard_uid',
    severity: 'warning',
    token: issue({ services: [rtc({ channel: 'stage-1', uid: 0, role: 'publisher' })] }),
    known: JOINED,
  },
  {
    name: 'any user, where that is refused',
    kind: 'wildcard_uid',
    token: rtcToken('stage-1', ''),
    known: { ...JOINED, allowWildcardUid: false },
  },
  {
    name: 'an account of digits',
    kind: 'uid_or_account',
    severity: 'note',
    token: TOKEN,
    known: { ...ALL_KNOWN, account: '7' },
  },
];

const joining = (channel: string): KnownFacts => ({ ...ALL_KNOWN, channel, uid: 7 });

/** Tokens that are used in the wrong channel. */
export const WRONG_CHANNELS: readonly ExplainedToken[] = [
  {
    name: 'another channel',
    kind: 'wrong_channel',
    token: TOKEN,
    known: joining('lobby'),
    says: /"stage-1" \(7 characters\).*"lobby" \(5 characters\)/,
  },
  {
    name: 'a channel in capitals',
    kind: 'channel_look_alike',
    token: TOKEN,
    known: joining('Stage-1'),
    says: 'case',
  },
  {
    name: 'a channel with a space',
    kind: 'channel_look_alike',
    token: rtcToken(' stage-1', '7'),
    known: joining('stage-1'),
    says: 'space',
  },
  {
    name: 'another normal form',
    kind: 'channel_look_alike',
    token: rtcToken('café', '7'),
    known: joining('cafe\u0301'),
    says: 'look the same',
  },
  {
    name: 'a channel with an invisible character',
    kind: 'channel_look_alike',
    token: rtcToken('sta\u200bge-1', '7'),
    known: joining('stage-1'),
    says: 'invisible',
  },
  {
    name: 'a channel that was cut',
    kind: 'channel_look_alike',
    token: TOKEN,
    known: joining('stage-1-backstage'),
    says: 'beginning',
  },
  {
    name: 'a channel that no SDK joins',
    kind: 'invalid_channel',
    severity: 'warning',
    token: rtcToken('stage/1', '7'),
  },
  {
    name: 'an empty channel',
    kind: 'wildcard_channel',
    severity: 'warning',
    token: rtcToken('', '7'),
    known: JOINED,
  },
  {
    name: 'the channel *',
    kind: 'wildcard_channel',
    severity: 'warning',
    token: rtcToken('*', '7'),
    known: JOINED,
  },
  {
    name: 'any channel, where that is refused',
    kind: 'wildcard_channel',
    token: rtcToken('*', '7'),
    known: { ...JOINED, allowWildcardChannel: false },
  },
];

/** Chat of a user, without the privilege: what the classroom builder of Java makes. */
const CHAT_WITHOUT_PRIVILEGE = forgeService(5, [], ['c8a1']);
/** A room without the privilege: what the classroom builders of Node and Deno make. */
const ROOM_WITHOUT_PRIVILEGE = Buffer.concat([
  u16(7),
  u16(0),
  string16('room-9'),
  string16('zoe'),
  u16(1),
]);

/** Tokens that are used for the wrong thing. */
export const WRONG_SERVICES: readonly ExplainedToken[] = [
  {
    name: 'an RTC token at Signaling',
    kind: 'service_missing',
    token: TOKEN,
    known: { ...ALL_KNOWN, service: 'rtm' },
    says: /rtm, but it opens rtc/,
  },
  {
    name: 'a Signaling token at RTC',
    kind: 'service_missing',
    token: issue({ services: [rtm({ userId: 'zoe' })] }),
    known: JOINED,
    says: /rtc, but it opens rtm/,
  },
  {
    name: 'a user ID where there is no service for it',
    kind: 'fact_not_compared',
    severity: 'warning',
    token: TOKEN,
    known: { ...JOINED, userId: 'zoe' },
    says: 'the user ID',
  },
  {
    name: 'an account beside a uid',
    kind: 'fact_not_compared',
    severity: 'warning',
    token: TOKEN,
    known: { ...JOINED, account: 'zoe' },
    says: /the user account; a client joins by uid or by account/,
  },
  {
    name: 'a token of the Chat server, at a client',
    kind: 'privilege_missing',
    token: issue({ services: [chatApp()] }),
    known: { ...ALL_KNOWN, use: 'join' },
    says: /lacks the privileges "user"; it has app/,
  },
  {
    name: 'a subscriber who publishes',
    kind: 'privilege_missing',
    token: forged(forgeRtc('stage-1', '7')),
    known: { ...JOINED, privileges: ['publishAudioStream'] },
    says: /publishAudioStream.*joinChannel/,
  },
  {
    name: 'a subscriber',
    kind: 'subscriber_only',
    severity: 'note',
    token: issue({ services: [rtc({ channel: 'stage-1', uid: 7, role: 'subscriber' })] }),
    known: JOINED,
  },
  {
    name: 'a room without its privilege',
    kind: 'apaas_room_without_privilege',
    severity: 'warning',
    token: forged(ROOM_WITHOUT_PRIVILEGE),
  },
  {
    name: 'a Chat user without a privilege',
    kind: 'chat_user_without_privilege',
    severity: 'warning',
    token: forged(CHAT_WITHOUT_PRIVILEGE),
  },
  {
    name: 'one service twice',
    kind: 'repeated_services',
    severity: 'note',
    token: forged(forgeRtc('a', '7'), forgeRtc('b', '7')),
  },
  {
    name: 'an unknown service',
    kind: 'unknown_services',
    severity: 'note',
    token: forged(forgeRtc('a', '7'), forgeService(99, [], [])),
    says: 'type 99',
  },
];
