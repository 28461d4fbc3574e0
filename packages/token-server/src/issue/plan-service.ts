import {
  apaasApp,
  apaasRoomUser,
  apaasUser,
  chatApp,
  chatUser,
  convoai,
  fcdn,
  fpa,
  rtc,
  RTC_PRIVILEGES,
  rtm,
  rtmWithPermissions,
  streaming,
  stt,
  type ServiceGrant,
  type ServiceName,
} from '@stagedoor/token';
import { NotGrantedError } from '../errors.js';
import type { RequestedUser } from '../requests/token-request.js';
import type { ResolvedService } from './resolved-service.js';

/** One service as a token is going to carry it. */
export interface PlannedService {
  /** For `issueToken`. */
  readonly grant: ServiceGrant;
  readonly service: ServiceName;
  /** Undefined where the service has none, like `user`. */
  readonly channel?: string | undefined;
  /** Empty for any. */
  readonly user?: string | undefined;
  /** By name, with their seconds; 0 lasts as long as the token. */
  readonly privileges: Readonly<Record<string, number>>;
}

/**
 * The user whom a rule names. To leave the user out must not open more than to name one: without one, uid 0 would let
 * everybody in. Throws `not_granted`.
 */
function requireUser({ service, user, rule }: ResolvedService): RequestedUser {
  if (user !== undefined) return user;
  throw new NotGrantedError(
    `${service}: neither the request nor the rule ${JSON.stringify(rule)} says for which user`,
  );
}

/** A user where a uid and an account are two fields. */
function nameUser(
  user: RequestedUser,
):
  | { readonly uid: number; readonly account?: undefined }
  | { readonly account: string; readonly uid?: undefined } {
  switch (user.kind) {
    case 'account':
      return { account: user.account };
    case 'uid':
      return { uid: user.uid };
    case 'anyone':
      return { uid: 0 };
  }
}

/** As a token carries a user of RTC. */
function writeUser(user: RequestedUser): string {
  const { uid, account } = nameUser(user);
  if (account !== undefined) return account;
  return uid === 0 ? '' : String(uid);
}

/** A user of a service that has user IDs. They know no wildcard: `issueToken` refuses 0. */
function requireUserId(service: ResolvedService): string | number {
  const { uid, account } = nameUser(requireUser(service));
  return account ?? uid;
}

function lifeOfEach(
  names: readonly string[],
  { privilegesExpireInSeconds = 0 }: ResolvedService,
): PlannedService['privileges'] {
  const lives: Record<string, number> = {};
  for (const name of names) lives[name] = privilegesExpireInSeconds;
  return lives;
}

function planChannelUser(
  build: typeof rtc | typeof streaming | typeof fcdn,
  resolved: ResolvedService,
  names: readonly string[],
): readonly PlannedService[] {
  const { service, channel = '' } = resolved;
  const user = requireUser(resolved);
  const privileges = lifeOfEach(names, resolved);
  const grant = build({ channel, ...nameUser(user), privileges });
  return [{ grant, service, channel, user: writeUser(user), privileges }];
}

function planRtc(resolved: ResolvedService): readonly PlannedService[] {
  const { role, privileges } = resolved;
  // Who says nothing gets the least.
  const ofRole = role === 'publisher' ? RTC_PRIVILEGES : ['joinChannel'];
  return planChannelUser(rtc, resolved, privileges ?? ofRole);
}

function planRtm(resolved: ResolvedService): readonly PlannedService[] {
  const { service, permissions = {}, privilegesExpireInSeconds } = resolved;
  const userId = requireUserId(resolved);
  const options = { userId, privilegesExpireInSeconds };
  const grant = service === 'rtm' ? rtm(options) : rtmWithPermissions({ ...options, permissions });
  return [{ grant, service, user: String(userId), privileges: lifeOfEach(['login'], resolved) }];
}

const isForApp = ({ privileges }: ResolvedService): boolean => privileges?.includes('app') === true;

function planChat(resolved: ResolvedService): readonly PlannedService[] {
  const { service, privilegesExpireInSeconds } = resolved;
  if (isForApp(resolved)) {
    const grant = chatApp({ privilegesExpireInSeconds });
    return [{ grant, service, privileges: lifeOfEach(['app'], resolved) }];
  }
  const userId = requireUserId(resolved);
  const grant = chatUser({ userId, privilegesExpireInSeconds });
  return [{ grant, service, user: String(userId), privileges: lifeOfEach(['user'], resolved) }];
}

/** A classroom has three services. */
function planRoomUser(resolved: ResolvedService, room: string): readonly PlannedService[] {
  const { service, roomRole = -1, privilegesExpireInSeconds } = resolved;
  const userId = requireUserId(resolved);
  const [apaas, signaling, chat] = apaasRoomUser({
    room,
    userId,
    roomRole,
    privilegesExpireInSeconds,
  });
  const user = String(userId);
  const privileges = lifeOfEach(['roomUser'], resolved);
  return [
    { grant: apaas, service, channel: room, user, privileges },
    { grant: signaling, service: 'rtm', user, privileges: lifeOfEach(['login'], resolved) },
    {
      grant: chat,
      service: 'chat',
      user: String(chat.userId),
      privileges: lifeOfEach(['user'], resolved),
    },
  ];
}

function planApaas(resolved: ResolvedService): readonly PlannedService[] {
  const { service, channel: room, privilegesExpireInSeconds } = resolved;
  if (isForApp(resolved)) {
    const grant = apaasApp({ privilegesExpireInSeconds });
    return [{ grant, service, privileges: lifeOfEach(['app'], resolved) }];
  }
  if (room !== undefined) return planRoomUser(resolved, room);
  const userId = requireUserId(resolved);
  const grant = apaasUser({ userId, privilegesExpireInSeconds });
  return [{ grant, service, user: String(userId), privileges: lifeOfEach(['user'], resolved) }];
}

function planPlain(
  grant: ServiceGrant,
  resolved: ResolvedService,
  names: readonly string[],
): readonly PlannedService[] {
  return [{ grant, service: resolved.service, privileges: lifeOfEach(names, resolved) }];
}

const PLANS: Readonly<
  Record<ServiceName, (resolved: ResolvedService) => readonly PlannedService[]>
> = {
  rtc: planRtc,
  rtm: planRtm,
  rtm2: planRtm,
  streaming: (resolved) => planChannelUser(streaming, resolved, resolved.privileges ?? []),
  fcdn: (resolved) => planChannelUser(fcdn, resolved, resolved.privileges ?? []),
  chat: planChat,
  apaas: planApaas,
  fpa: (resolved) => {
    const { privilegesExpireInSeconds } = resolved;
    return planPlain(fpa({ privilegesExpireInSeconds }), resolved, ['login']);
  },
  convoai: (resolved) => planPlain(convoai(), resolved, []),
  stt: (resolved) => planPlain(stt(), resolved, []),
};

/**
 * What a token is going to carry for a service: one, and three where a classroom needs them. Throws `not_granted` where
 * nobody says for which user it is.
 */
export function planService(resolved: ResolvedService): readonly PlannedService[] {
  return PLANS[resolved.service](resolved);
}
