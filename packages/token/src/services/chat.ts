import type { OpenedService, SoleLife, WantedService } from './service-shapes.js';

/** What a Chat token is for: one user, or the app's own server. */
export type ChatPrivilege = 'user' | 'app';

/** What `chatUser` takes. */
export interface ChatUserOptions extends SoleLife {
  /** The user who may log in: 1 to 64 bytes of UTF-8, or an integer above 0, which is written in decimal. */
  readonly userId: string | number;
}

/** The Chat service that a token is to open. */
export interface ChatGrant {
  /** Its name in the service table. */
  readonly service: 'chat';
  /** The user; none for the privilege `app`. */
  readonly userId?: string | number | undefined;
  /** Names, or names with their seconds from the issue time. */
  readonly privileges: readonly ChatPrivilege[] | Readonly<Partial<Record<ChatPrivilege, number>>>;
}

/** The Chat service as a token carries it. */
export interface ChatService extends OpenedService<'chat', ChatPrivilege> {
  /** The user; empty in a token of the app. */
  readonly userId: string;
}

/** What a verifier wants of a token's Chat service. */
export interface ChatExpectation extends WantedService<'chat', ChatPrivilege> {
  /** The user who is here. */
  readonly userId?: string | number | undefined;
}

/** Chat, for one user: `chatUser({ userId: 'zoe' })`. */
export function chatUser(options: ChatUserOptions): ChatGrant {
  // Here and below: a caller without types can leave the options out, and learns from issueToken what is missing.
  const { userId, privilegesExpireInSeconds = 0 } = options ?? {};
  return { service: 'chat', userId, privileges: { user: privilegesExpireInSeconds } };
}

/** Chat, for the app's own server, which calls the Chat REST API with it. */
export function chatApp(options?: SoleLife): ChatGrant {
  const { privilegesExpireInSeconds = 0 } = options ?? {};
  return { service: 'chat', privileges: { app: privilegesExpireInSeconds } };
}
