import { RTC_PRIVILEGES, type RtcRole, type ServiceName } from '@stagedoor/token';
import type { RequestedService, RequestedUser } from '../requests/token-request.js';
import type { PolicyQuestion } from './policy.js';
import { SERVICE_TRAITS } from './service-traits-table.js';

/** What is asked for, with what a token would have where the request leaves it open. */
export interface RequestFacts {
  readonly service: ServiceName;
  readonly appId: string;
  /** Undefined where none is named. */
  readonly channel: string | undefined;
  readonly user: RequestedUser | undefined;
  /** As the token carries it; empty for any user and where none is named. */
  readonly userText: string;
  /** Of `rtc`: `publisher` where it is asked for, or any privilege beyond joining. */
  readonly role: RtcRole | undefined;
  /** Those of the role where none are named. */
  readonly privileges: readonly string[];
  /** Of `apaas`; -1 where none is named. */
  readonly roomRole: number;
}

/** What the token of a subscriber has. */
const SUBSCRIBER_PRIVILEGES: readonly string[] = ['joinChannel'];

/** The channels that are all channels. */
const WILDCARD_CHANNELS: readonly string[] = ['', '*'];

/** Whether a channel stands for all channels. */
export const isWildcardChannel = (channel: string): boolean => WILDCARD_CHANNELS.includes(channel);

/** A user as a token carries it. */
function writeRequestedUser(user: RequestedUser | undefined): string {
  if (user?.kind === 'uid') return String(user.uid);
  return user?.kind === 'account' ? user.account : '';
}

/** The privileges of a role of `rtc`. */
export const privilegesOfRole = (role: RtcRole | undefined): readonly string[] =>
  role === 'publisher' ? RTC_PRIVILEGES : SUBSCRIBER_PRIVILEGES;

const isMoreThanJoining = (privileges: readonly string[]): boolean =>
  privileges.some((name) => !SUBSCRIBER_PRIVILEGES.includes(name));

function roleOf({ service, role, privileges }: RequestedService): RtcRole | undefined {
  if (service !== 'rtc') return undefined;
  if (privileges === undefined) return role ?? 'subscriber';
  return isMoreThanJoining(privileges) ? 'publisher' : 'subscriber';
}

function privilegesOf(requested: RequestedService): readonly string[] {
  const { service, privileges, role, channel } = requested;
  if (privileges !== undefined) return privileges;
  if (service === 'rtc') return privilegesOfRole(role);
  if (service === 'apaas') return channel === undefined ? ['user'] : ['roomUser'];
  if (service === 'chat') return ['user'];
  const { choice, privileges: all } = SERVICE_TRAITS[service];
  return choice === 'none' ? all : [];
}

/** What a question asks for. */
export function factsOf({ appId, service }: PolicyQuestion): RequestFacts {
  return {
    service: service.service,
    appId,
    channel: service.channel,
    user: service.user,
    userText: writeRequestedUser(service.user),
    role: roleOf(service),
    privileges: privilegesOf(service),
    roomRole: service.roomRole ?? -1,
  };
}
