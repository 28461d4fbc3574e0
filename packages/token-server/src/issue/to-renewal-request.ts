import {
  apaasRoomUser,
  type ApaasService,
  RTC_PRIVILEGES,
  type ServiceNamed,
  type TokenClaims,
  type TokenService,
} from '@stagedoor/token';
import { RenewalDiffersError } from '../requests/errors.js';
import { parseRequestedAccount, parseRequestedUserId } from '../requests/parse-requested-user.js';
import type { RequestedService, RequestedUser, TokenRequest } from '../requests/token-request.js';
import { livePrivileges } from './live-privileges.js';

type ChannelService = ServiceNamed<'rtc' | 'streaming' | 'fcdn'>;

/** A user as a channel of a token names it: empty for anyone. */
const toChannelUser = (uid: string): RequestedUser =>
  uid === '' ? { kind: 'anyone' } : parseRequestedAccount(uid);

/** No token of this server opens all channels. */
function requireOneChannel(channel: string): string {
  if (channel !== '' && channel !== '*') return channel;
  throw new RenewalDiffersError('the token is for any channel');
}

/** The role that stands for just these privileges, where there is one: policies rather speak of roles. */
function nameRtcPrivileges(
  names: readonly string[],
): Pick<RequestedService, 'role' | 'privileges'> {
  if (names.length === RTC_PRIVILEGES.length) return { role: 'publisher' };
  return names.length === 1 && names[0] === 'joinChannel'
    ? { role: 'subscriber' }
    : { privileges: names };
}

function requestChannel(opened: ChannelService, now: number): RequestedService {
  const { service, uid } = opened;
  const names = livePrivileges(opened, now);
  return {
    service,
    channel: requireOneChannel(opened.channel),
    user: toChannelUser(uid),
    ...(service === 'rtc' ? nameRtcPrivileges(names) : { privileges: names }),
  };
}

/** For the app, or for a user. */
function requestChat(opened: ServiceNamed<'chat'>, now: number): RequestedService {
  return livePrivileges(opened, now).includes('app')
    ? { service: 'chat', privileges: ['app'] }
    : { service: 'chat', user: parseRequestedUserId(opened.userId) };
}

function requestApaas(opened: ApaasService, now: number): RequestedService {
  const { service, room, userId, roomRole } = opened;
  if (livePrivileges(opened, now).includes('app')) return { service, privileges: ['app'] };
  const user = parseRequestedUserId(userId);
  return room === '' ? { service, user } : { service, channel: room, user, roomRole };
}

function requestService(opened: TokenService, now: number): RequestedService {
  switch (opened.service) {
    case 'rtc':
    case 'streaming':
    case 'fcdn':
      return requestChannel(opened, now);
    case 'chat':
      return requestChat(opened, now);
    case 'apaas':
      return requestApaas(opened, now);
    case 'rtm':
    case 'rtm2':
      return { service: opened.service, user: parseRequestedUserId(opened.userId) };
    case 'fpa':
    case 'convoai':
    case 'stt':
      return { service: opened.service };
  }
}

/** The services without those that a user in a room of `apaas` has as well: who asks for the room gets them, too. */
function dropCompanions(services: readonly TokenService[]): readonly TokenService[] {
  const left = [...services];
  for (const each of services) {
    if (each.service !== 'apaas' || each.room === '') continue;
    const [, ...companions] = apaasRoomUser(each);
    for (const { service, userId } of companions) {
      const index = left.findIndex(
        (one) => one.service === service && 'userId' in one && one.userId === userId,
      );
      if (index !== -1) left.splice(index, 1);
    }
  }
  return left;
}

/**
 * The request for a token that opens what `claims` open, as far as it is not over. Throws `renewal_differs` where there is
 * none, and a `TokenInputError` for a user that no token can have.
 */
export function toRenewalRequest(claims: TokenClaims, now: number): TokenRequest {
  const { appId, expiresInSeconds, services } = claims;
  const requested = dropCompanions(services).map((opened) => requestService(opened, now));
  return { appId, expiresInSeconds, services: requested };
}
