import {
  InvalidPrivilegeError,
  InvalidRoleError,
  InvalidUidError,
  quoteValue,
  RTC_ROLES,
  type RtcRole,
  type ServiceName,
} from '@stagedoor/token';
import { WrongFieldTypeError } from '../errors.js';
import { SERVICE_TRAITS } from '../policy/service-traits-table.js';
import { checkFields } from './check-fields.js';
import { describeType } from './describe-type.js';
import { RequestedServicesError } from './errors.js';
import type { JsonFields } from './parse-json-object.js';
import { parseRequestedPrivileges } from './parse-requested-privileges.js';
import {
  parseRequestedAccount,
  parseRequestedUid,
  parseRequestedUserId,
} from './parse-requested-user.js';
import { SERVICE_FIELDS, type ServiceField } from './service-field-table.js';
import type { RequestedService, RequestedUser } from './token-request.js';

const MIN_INT16 = -0x8000;
const MAX_INT16 = 0x7fff;

function findService(name: unknown): readonly [ServiceName, readonly ServiceField[]] {
  for (const entry of SERVICE_FIELDS) if (entry[0] === name) return entry;
  throw new RequestedServicesError(
    `${quoteValue(name)} is not a service; known are ${[...SERVICE_FIELDS.keys()].join(', ')}`,
  );
}

function parseText(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new WrongFieldTypeError(name, 'string', describeType(value));
}

function parseUser(fields: JsonFields): RequestedUser | undefined {
  const [uid, account, userId] = ['uid', 'account', 'userId'].map((name) => fields.get(name));
  if (userId !== undefined) return parseRequestedUserId(userId);
  if (uid === undefined) {
    return account === undefined ? undefined : parseRequestedAccount(account);
  }
  if (account !== undefined) throw new InvalidUidError('give a uid or an account, not both');
  return parseRequestedUid(uid);
}

function parseRole(value: unknown): RtcRole | undefined {
  const role = RTC_ROLES.find((each) => each === value);
  if (value === undefined || role !== undefined) return role;
  throw new InvalidRoleError(
    `${quoteValue(value)} is not a role; use one of ${RTC_ROLES.join(', ')}`,
  );
}

function parseRoomRole(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (Number.isInteger(value) && Number(value) >= MIN_INT16 && Number(value) <= MAX_INT16) {
    return Number(value);
  }
  throw new InvalidRoleError(
    `the role in a room is ${quoteValue(value)}, not an integer from ${MIN_INT16} to ${MAX_INT16}`,
  );
}

/** What stands alone is also said by the fields: here they must say the same, and it is named only for the app. */
function settleSole(requested: RequestedService): RequestedService {
  const { privileges, ...rest } = requested;
  if (SERVICE_TRAITS[rest.service].choice !== 'one' || privileges === undefined) return requested;
  const { channel, user, roomRole } = rest;
  const [sole = ''] = privileges;
  const hasRoom = channel !== undefined || roomRole !== undefined;
  const isBare = !hasRoom && user === undefined;
  if (sole === 'app' && isBare) return requested;
  if (sole === 'user' && !hasRoom) return rest;
  if (sole === 'roomUser' && channel !== undefined) return rest;
  throw new InvalidPrivilegeError(`the privilege ${sole} does not go with the other fields`);
}

/**
 * One service of a request, such as `{"service": "rtc", "channel": "test", "uid": 1234, "role": "publisher"}`. What it
 * leaves out is for the policy to say. Throws `invalid_services` for a service that is not known, `unknown_field`,
 * `wrong_field_type`, `invalid_uid`, `invalid_account`, `invalid_user_id`, `invalid_role` and `invalid_privilege`.
 */
export function parseRequestedService(fields: JsonFields): RequestedService {
  const [service, known] = findService(fields.get('service'));
  checkFields(fields, ['service', ...known]);
  const role = parseRole(fields.get('role'));
  const privileges = parseRequestedPrivileges(fields.get('privileges'), service);
  if (role !== undefined && privileges !== undefined) {
    throw new InvalidPrivilegeError('give a role or privileges, not both');
  }
  const channel =
    parseText('channel', fields.get('channel')) ?? parseText('room', fields.get('room'));
  const user = parseUser(fields);
  const roomRole = parseRoomRole(fields.get('roomRole'));
  return settleSole({ service, channel, user, role, privileges, roomRole });
}
