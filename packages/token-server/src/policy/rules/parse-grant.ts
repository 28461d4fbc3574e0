import {
  type Permissions,
  rtc,
  type RtcRole,
  rtmWithPermissions,
  type ServiceName,
} from '@stagedoor/token';
import {
  parseFields,
  parseInteger,
  parseName,
  parseOneField,
  parseOptional,
  parseRequired,
  parseSet,
  type ParseValue,
} from '../document/parse-value.js';
import type { Place } from '../document/place.js';
import { SERVICE_TRAITS } from '../service-traits-table.js';
import { checkGrant } from './check-grant.js';
import { findTokenFault } from './find-token-fault.js';
import { parseGrantedUser } from './parse-granted-user.js';
import type { Choice, Grant } from './rule.js';

const KEYS = [
  'role',
  'privileges',
  'channel',
  'user',
  'anyUser',
  'roomRole',
  'permissions',
  'maxLifeSeconds',
  'privilegeLifeSeconds',
];

/** The platform ends every token after 24 hours. */
const LIFE_SECONDS = { from: 1, to: 86_400 };
const ROOM_ROLES = { from: -0x8000, to: 0x7fff };

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of `{"requested": [...]}`. */
function parseRequested<Value extends string | number>(
  value: unknown,
  place: Place,
  parseItem: ParseValue<Value>,
): readonly Value[] {
  const [, among] = parseOneField(value, place, ['requested']) ?? [];
  return among === undefined ? [] : parseSet(among, place.key('requested'), parseItem);
}

function parseChoice<Value extends string | number>(
  value: unknown,
  place: Place,
  parseItem: ParseValue<Value>,
): Choice<Value> {
  return isObject(value)
    ? { kind: 'requested', among: parseRequested(value, place, parseItem) }
    : { kind: 'fixed', value: parseItem(value, place) };
}

/** A role of `rtc`. */
export const parseRole = (value: unknown, place: Place): RtcRole =>
  parseName(value, place, ['publisher', 'subscriber']);

const parseRoomRole = (value: unknown, place: Place): number =>
  parseInteger(value, place, ROOM_ROLES);

/** The privileges that a rule can name: those of all its services, of which there is then one. */
function parsePrivileges(services: readonly ServiceName[]): ParseValue<Grant['privileges']> {
  const [first, ...others] = services.flatMap((service) => SERVICE_TRAITS[service].privileges);
  const parseItem: ParseValue<string> = (value, place) =>
    first === undefined ? '' : parseName(value, place, [first, ...others]);
  return (value, place) =>
    isObject(value)
      ? { kind: 'requested', among: parseRequested(value, place, parseItem) }
      : { kind: 'fixed', value: parseSet(value, place, parseItem) };
}

function parseFixedChannel(value: unknown, place: Place): string | undefined {
  if (value === 'requested') return undefined;
  const [, channel] =
    typeof value === 'string' ? [] : (parseOneField(value, place, ['fixed']) ?? []);
  if (typeof value === 'string') place.refuse('must be "requested" or {"fixed": "…"}');
  // Whatever it is, issueToken says why it is none.
  const fault =
    channel === undefined
      ? undefined
      : findTokenFault(rtc({ channel: channel as string, uid: 1, role: 'subscriber' }));
  if (fault !== undefined) place.key('fixed').refuse(`cannot be used: ${fault}`);
  return typeof channel === 'string' ? channel : undefined;
}

function parsePermissions(value: unknown, place: Place): Permissions {
  const permissions = value as Permissions;
  const fault = findTokenFault(rtmWithPermissions({ userId: 'user', permissions }));
  if (fault !== undefined) place.refuse(`cannot be used: ${fault}`);
  return permissions;
}

function parseOptIn(value: unknown, place: Place): boolean {
  if (value !== true) place.refuse('must be true, or be left out');
  return value === true;
}

const parseLife = (value: unknown, place: Place): number =>
  parseInteger(value, place, LIFE_SECONDS);

/** What a rule of these services grants. */
export function parseGrant(value: unknown, place: Place, services: readonly ServiceName[]): Grant {
  const problems = place.problems.length;
  const fields = parseFields(value, place, KEYS);
  const maxLifeSeconds = parseRequired(fields, 'maxLifeSeconds', place, parseLife) ?? 1;
  const grant: Grant = {
    role: parseOptional(fields, 'role', place, (each, at) => parseChoice(each, at, parseRole)),
    privileges: parseOptional(fields, 'privileges', place, parsePrivileges(services)),
    fixedChannel: parseOptional(fields, 'channel', place, parseFixedChannel),
    user: parseOptional(fields, 'user', place, parseGrantedUser),
    anyUser: parseOptional(fields, 'anyUser', place, parseOptIn) ?? false,
    roomRole: parseOptional(fields, 'roomRole', place, (each, at) =>
      parseChoice(each, at, parseRoomRole),
    ),
    permissions: parseOptional(fields, 'permissions', place, parsePermissions),
    maxLifeSeconds,
    privilegeLifeSeconds: parseOptional(fields, 'privilegeLifeSeconds', place, parseLife),
  };
  // What is wrong in itself would only be called wrong twice.
  const isSound = place.problems.length === problems && services.length > 0;
  if (isSound) checkGrant(grant, place, services);
  return grant;
}
