import { md5Hex } from '../md5/md5.js';
import { chatUser, type ChatGrant } from './chat.js';
import { rtm, type RtmGrant } from './rtm.js';
import type { OpenedService, SoleLife, WantedService } from './service-shapes.js';

/** What a token of the education service (APaaS, Flexible Classroom) is for. */
export type ApaasPrivilege = 'roomUser' | 'user' | 'app';

/** What `apaasUser` takes. */
export interface ApaasUserOptions extends SoleLife {
  /** The user: 1 to 64 bytes of UTF-8, or an integer above 0, which is written in decimal. */
  readonly userId: string | number;
}

/** What `apaasRoomUser` takes. */
export interface ApaasRoomUserOptions extends ApaasUserOptions {
  /** The room: 1 to 63 characters of those that a channel can have. */
  readonly room: string;
  /** What the user is in the room: a number from -32768 to 32767 that the application gives a meaning. */
  readonly roomRole: number;
}

/** The education service that a token is to open. */
export interface ApaasGrant {
  /** Its name in the service table. */
  readonly service: 'apaas';
  /** The room; none but for the privilege `roomUser`. */
  readonly room?: string | undefined;
  /** The user; none for the privilege `app`. */
  readonly userId?: string | number | undefined;
  /** What the user is in the room. Default -1: no role. */
  readonly roomRole?: number | undefined;
  /** Names, or names with their seconds from the issue time. */
  readonly privileges:
    readonly ApaasPrivilege[] | Readonly<Partial<Record<ApaasPrivilege, number>>>;
}

/** The education service as a token carries it. */
export interface ApaasService extends OpenedService<'apaas', ApaasPrivilege> {
  /** The room; empty in tokens of a user or the app. */
  readonly room: string;
  /** The user; empty in a token of the app. */
  readonly userId: string;
  /** What the user is in the room; -1 where there is no role. */
  readonly roomRole: number;
}

/** What a verifier wants of a token's education service. */
export interface ApaasExpectation extends WantedService<'apaas', ApaasPrivilege> {
  /** The room that is entered. */
  readonly room?: string | undefined;
  /** The user who is here. */
  readonly userId?: string | number | undefined;
}

/** What a classroom calls its user in Chat. What is no name at all stays what it is, for `issueToken` to refuse. */
function nameChatUser(userId: string | number): string | number {
  return typeof userId === 'string' || typeof userId === 'number' ? md5Hex(String(userId)) : userId;
}

/**
 * A user in a room of the education service. Three services, because a classroom also uses Signaling as that user, and
 * Chat as the user whose name is the MD5 of that name:
 * `services: apaasRoomUser({ room: 'math', userId: 'zoe', roomRole: 2 })`.
 */
export function apaasRoomUser(
  options: ApaasRoomUserOptions,
): readonly [ApaasGrant, RtmGrant, ChatGrant] {
  // A caller without types can leave the options out, and learns from issueToken what is missing.
  const { room, userId, roomRole, privilegesExpireInSeconds = 0 } = options ?? {};
  const chatName = nameChatUser(userId);
  return [
    {
      service: 'apaas',
      room,
      userId,
      roomRole,
      privileges: { roomUser: privilegesExpireInSeconds },
    },
    rtm({ userId, privilegesExpireInSeconds }),
    chatUser({ userId: chatName, privilegesExpireInSeconds }),
  ];
}

/** A user of the education service, in no room yet. */
export function apaasUser(options: ApaasUserOptions): ApaasGrant {
  const { userId, privilegesExpireInSeconds = 0 } = options ?? {};
  return { service: 'apaas', userId, privileges: { user: privilegesExpireInSeconds } };
}

/** The app's own server, which calls the education REST API with it. */
export function apaasApp(options?: SoleLife): ApaasGrant {
  const { privilegesExpireInSeconds = 0 } = options ?? {};
  return { service: 'apaas', privileges: { app: privilegesExpireInSeconds } };
}
