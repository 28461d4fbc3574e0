import { md5Hex } from '../md5/md5.js';
import type { DraftService } from './build-draft.js';
import { MissingUserError } from './errors.js';
import { Rtm2Permissions, toPermissions } from './rtm2-permissions.js';
import { isText, toInt16, toText } from './wire-values.js';

// Services and privileges by number: the services of `agora-token` that its builders use.
const RTC = 1;
const RTM = 2;
const FPA = 4;
const CHAT = 5;
const APAAS = 7;
const RTM2 = 8;
const CONVOAI = 9;
const STT = 10;
const LOGIN = 1;
const CHAT_USER = 1;
const CHAT_APP = 2;
const APAAS_USER = 2;
const APAAS_APP = 3;

/** What education tokens carry for no role. */
const NO_ROOM_ROLE = -1;

/** How many seconds each RTC privilege lasts. */
export interface RtcLives {
  /** To join the channel; 0 for as long as the token. */
  readonly join: number;
  /** For publishers; left out for those who only join. */
  readonly publish?: readonly [audio: number, video: number, dataStream: number];
}

/** RTC. Everything becomes the text of the user, `undefined` the text "undefined"; only the number 0 becomes "". */
export function draftRtc(
  channel: string,
  user: string | number,
  { join, publish }: RtcLives,
): DraftService {
  const name = user === 0 ? '' : `${user}`;
  return {
    type: RTC,
    privileges: [join, ...(publish ?? [])].map((seconds, index) => [index + 1, seconds]),
    toFields: () => [toText(channel), toText(name)],
  };
}

/** What counts as false is no text: "". The number 0 is among it, and any other number is a TypeError. */
const orEmpty = (value: unknown): string => toText(value || '');

/** Signaling. */
export function draftRtm(userId: string | number, expiresInSeconds: number): DraftService {
  return { type: RTM, privileges: [[LOGIN, expiresInSeconds]], toFields: () => [orEmpty(userId)] };
}

/** Signaling with permissions. Here, and only here, a number is a user. */
export function draftRtm2(
  userId: string | number | null | undefined,
  permissions: Rtm2Permissions | null | undefined,
  expiresInSeconds: number,
): DraftService {
  const name = userId === 0 || userId === null || userId === undefined ? '' : String(userId);
  return {
    type: RTM2,
    privileges: [[LOGIN, expiresInSeconds]],
    toFields: () => [toText(name), toPermissions(permissions || new Rtm2Permissions())],
  };
}

/** Chat, for a user. */
export function draftChatUser(userId: string | number, expiresInSeconds: number): DraftService {
  return {
    type: CHAT,
    privileges: [[CHAT_USER, expiresInSeconds]],
    toFields: () => [orEmpty(userId)],
  };
}

/** Chat, for the app's server. */
export function draftChatApp(expiresInSeconds: number): DraftService {
  return { type: CHAT, privileges: [[CHAT_APP, expiresInSeconds]], toFields: () => [''] };
}

/** Full Path Acceleration, as long as the token. */
export function draftFpa(): DraftService {
  return { type: FPA, privileges: [[LOGIN, 0]], toFields: () => [] };
}

/** Conversational AI: no privileges, no fields. */
export function draftConvoai(): DraftService {
  return { type: CONVOAI, privileges: [], toFields: () => [] };
}

/** Speech to text: no privileges, no fields. */
export function draftStt(): DraftService {
  return { type: STT, privileges: [], toFields: () => [] };
}

/** The text that `agora-token` hashes for a user: of what is not a text the digits as bytes, and all else as 0. */
function toHashedText(user: unknown): string {
  const text = String(user);
  if (user === undefined || user === null) throw new MissingUserError();
  if (user instanceof Uint8Array) return toText(user);
  if (!isText(user)) {
    return Array.from(text, (character) => String.fromCharCode(Number(character) | 0)).join('');
  }
  // Throws a URIError for half a surrogate pair, which `md5Hex` would replace.
  encodeURIComponent(text);
  return text;
}

/** The Chat user of a room's user: named by the MD5 of its name. Throws what `agora-token` throws for no user. */
export function draftRoomChat(userUuid: string | number, expiresInSeconds: number): DraftService {
  return draftChatUser(md5Hex(toHashedText(userUuid)), expiresInSeconds);
}

/** Education, for a room: without a privilege, which `agora-token` leaves out. The role 0 becomes -1, no role. */
export function draftRoom(roomUuid: string, userUuid: string | number, role: number): DraftService {
  return {
    type: APAAS,
    privileges: [],
    toFields: () => [orEmpty(roomUuid), orEmpty(userUuid), toInt16(role || NO_ROOM_ROLE)],
  };
}

/** Education, for a user in no room. */
export function draftEducationUser(
  userUuid: string | number,
  expiresInSeconds: number,
): DraftService {
  return {
    type: APAAS,
    privileges: [[APAAS_USER, expiresInSeconds]],
    toFields: () => ['', orEmpty(userUuid), NO_ROOM_ROLE],
  };
}

/** Education, for the app's server. */
export function draftEducationApp(expiresInSeconds: number): DraftService {
  return {
    type: APAAS,
    privileges: [[APAAS_APP, expiresInSeconds]],
    toFields: () => ['', '', NO_ROOM_ROLE],
  };
}
