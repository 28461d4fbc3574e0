import { findServiceByName } from '../services/service-table.js';
import type { TokenService } from '../services/service-table.js';
import type { Evidence } from './find-evidence.js';
import type { FactName } from './find-wanted.js';
import type { FindingGroup, FindingRow } from './finding-kinds.js';
import { listBounded, quoteText } from './quote-text.js';

/** The names of the token's services, each once. */
const listServices = ({ claims }: Evidence): readonly string[] => [
  ...new Set(claims.services.map(({ service }) => service)),
];

/** What the token opens, with what could not be read of it. */
function describePresent(evidence: Evidence): string {
  const names = listServices(evidence);
  const { unreadServices } = evidence.claims;
  const unread =
    unreadServices === undefined ? [] : [`type ${unreadServices.type}, which is not known here`];
  return [...names, ...unread].join(', ');
}

/** A token of one product at another: RTC at Signaling is the usual one. */
const MISSING: FindingRow<Evidence> = {
  kind: 'service_missing',
  find: (evidence) => {
    const { useCode, wanted } = evidence;
    return useCode === 'service_missing' && wanted !== undefined
      ? {
          severity: 'fatal',
          message: `the token was shown to ${wanted.row.name}, but it opens ${describePresent(evidence)}`,
          fix: `issue a token for ${wanted.row.name}, or one for both: services: [rtc({ … }), rtm({ … })]; the builder of one service makes no token for another`,
        }
      : undefined;
  },
};

/** The privileges of a service, by name. */
const namesOf = ({ privileges }: TokenService): readonly string[] => Object.keys(privileges);

/** The service is there, and does not let the client do what it wants. */
const PRIVILEGE_MISSING: FindingRow<Evidence> = {
  kind: 'privilege_missing',
  find: ({ entry, wanted, useCode, facts }) => {
    if (entry === undefined || wanted === undefined || useCode === undefined) return undefined;
    const present = namesOf(entry);
    const missing = wanted.privileges.filter((name) => !present.includes(name));
    const shown = missing.map((name) => quoteText(name, facts));
    return missing.length === 0
      ? undefined
      : {
          severity: 'fatal',
          message: `the token lacks the privileges ${listBounded(shown)}; it has ${listBounded(present) || 'none'}`,
          fix: present.includes('app')
            ? 'keep this one at the server: with the privilege app it is for the REST API; issue one for the user'
            : 'issue it with a role that has them (publisher, to publish), or list them',
        };
  },
};

/** A service of which only official builders that have a fault leave the privilege out. */
const findWithoutPrivilege = (
  { claims }: Evidence,
  isAffected: (service: TokenService) => boolean,
): TokenService | undefined =>
  claims.services.find((service) => namesOf(service).length === 0 && isAffected(service));

/** Section 7.1 of the format, first row. */
const APAAS_ROOM: FindingRow<Evidence> = {
  kind: 'apaas_room_without_privilege',
  find: (evidence) => {
    const found = findWithoutPrivilege(
      evidence,
      (service) => service.service === 'apaas' && service.room !== '',
    );
    return found === undefined
      ? undefined
      : {
          severity: 'warning',
          message:
            'the token names a classroom (apaas), but does not carry the privilege roomUser: the official builders of Node and Deno leave it out',
          fix: 'issue it with apaasRoomUser, which adds the privilege as the builders of the other languages do',
        };
  },
};

/** Section 7.1 of the format, second row. */
const CHAT_USER: FindingRow<Evidence> = {
  kind: 'chat_user_without_privilege',
  find: (evidence) => {
    const found = findWithoutPrivilege(
      evidence,
      (service) => service.service === 'chat' && service.userId !== '',
    );
    return found === undefined
      ? undefined
      : {
          severity: 'warning',
          message:
            'the token names a Chat user, but does not carry the privilege user: the classroom builder of Java leaves it out',
          fix: 'issue it with apaasRoomUser or chatUser, which add the privilege',
        };
  },
};

/** Whether a service has a role that may do more than what the token carries, which is to join. */
function isSubscriber(service: TokenService): boolean {
  const roles = Object.values(findServiceByName(service.service)?.roles ?? {});
  const names = namesOf(service);
  return names.length === 1 && roles.length > 1 && roles.some((role) => role.join() === names[0]);
}

/** Section 6 of the format: privileges to publish only bite with co-host authentication. */
const SUBSCRIBER: FindingRow<Evidence> = {
  kind: 'subscriber_only',
  find: (evidence) =>
    (evidence.entry === undefined ? evidence.claims.services : [evidence.entry]).some(isSubscriber)
      ? {
          severity: 'note',
          message:
            'the token carries no privilege to publish; the platform enforces that only where co-host authentication is switched on for the project, and lets the user publish elsewhere',
          fix: 'switch on co-host authentication in the console where subscribers must not publish; issue a publisher token where this user should',
        }
      : undefined,
};

/** Section 2.2 of the format: an intended feature since July 2026. */
const REPEATED: FindingRow<Evidence> = {
  kind: 'repeated_services',
  find: (evidence) => {
    const names = listServices(evidence);
    const { services } = evidence.claims;
    return names.length === services.length
      ? undefined
      : {
          severity: 'note',
          message: `the token holds ${services.length} services of ${names.length} types (${names.join(', ')}); readers from before July 2026 keep one of each type`,
          fix: 'issue one token for each channel or user, unless all that read it are newer; verifyToken with strict refuses it',
        };
  },
};

/** New types appear, and only their rows say where they end. */
const UNKNOWN: FindingRow<Evidence> = {
  kind: 'unknown_services',
  find: ({ claims: { unreadServices } }) =>
    unreadServices === undefined
      ? undefined
      : {
          severity: 'note',
          message: `the token holds service type ${unreadServices.type}, which is not known here; ${unreadServices.count} services from there on were not read`,
          fix: 'update @stagedoor/token, or look at what built the token',
        },
};

/** What each given fact is called. */
const FACT_TITLES: Readonly<Record<FactName, string>> = {
  channel: 'the channel',
  uid: 'the uid',
  account: 'the user account',
  userId: 'the user ID',
};

/** What was not checked must not look as if it had been. */
const UNCOMPARED: FindingRow<Evidence> = {
  kind: 'fact_not_compared',
  find: ({ uncompared, wanted, facts }) => {
    if (uncompared.length === 0 || wanted === undefined) return undefined;
    const titles = uncompared.map((name) => FACT_TITLES[name]).join(', ');
    const isBoth = uncompared.includes('account') && facts.uid !== undefined;
    return {
      severity: 'warning',
      message: `given, but compared with nothing in the token: ${titles}; ${isBoth ? 'a client joins by uid or by account, and the token was compared with the uid' : `no service that the token was compared as (${wanted.row.name}) has such a field`}`,
      fix: 'leave out what the client did not use, or issue a token that also holds the service that it is for',
    };
  },
};

/** How services and privileges differ from those that are needed. */
export const SERVICE_DIFFERENCES: FindingGroup<Evidence> = [MISSING, PRIVILEGE_MISSING];

/**
 * What can be wrong with services and privileges. Where it is known what the token was used for, only the entry in
 * question is looked at; otherwise all are.
 */
export const SERVICE_GROUPS: readonly FindingGroup<Evidence>[] = [
  SERVICE_DIFFERENCES,
  [UNCOMPARED],
  [APAAS_ROOM],
  [CHAT_USER],
  [SUBSCRIBER],
  [REPEATED],
  [UNKNOWN],
];
