import type { RtcRole } from '@stagedoor/token';
import { MissingFieldError, UnknownRoleError, WrongFieldTypeError } from '../errors.js';
import { describeType } from '../requests/describe-type.js';
import { parseJsonObject } from '../requests/parse-json-object.js';
import { parseRequestedUid } from '../requests/parse-requested-user.js';
import { readInAnyCase } from '../requests/read-in-any-case.js';
import type { TokenRequest } from '../requests/token-request.js';

/** The numbers of the quickstart: 0 (attendee) and 101 (admin) are old names for publishing. */
const ROLE_OF_NUMBER: ReadonlyMap<number, RtcRole> = new Map([
  [0, 'publisher'],
  [1, 'publisher'],
  [2, 'subscriber'],
  [101, 'publisher'],
]);

/** The fields of the contract, as the documents write them. */
const FIELDS = ['uid', 'ChannelName', 'role'] as const;

type FieldName = (typeof FIELDS)[number];
type Fields = ReadonlyMap<FieldName, unknown>;

function parseNumberField(fields: Fields, name: FieldName): number {
  const value = fields.get(name);
  if (value === undefined) throw new MissingFieldError(name);
  if (typeof value === 'number') return value;
  throw new WrongFieldTypeError(name, 'number', describeType(value));
}

function parseTextField(fields: Fields, name: FieldName): string {
  const value = fields.get(name);
  if (value === undefined) throw new MissingFieldError(name);
  if (typeof value === 'string') return value;
  throw new WrongFieldTypeError(name, 'string', describeType(value));
}

function parseRole(number: number): RtcRole {
  const role = ROLE_OF_NUMBER.get(number);
  if (role === undefined) throw new UnknownRoleError(number);
  return role;
}

/**
 * The body of `POST /fetch_rtc_token`: `{"uid": 1234, "ChannelName": "test", "role": 1}`, other fields ignored. All
 * three are required: a field that is left out must not open more than one that is there. Throws `invalid_json`,
 * `missing_field`, `repeated_field`, `wrong_field_type`, `unknown_role` and `invalid_uid`.
 */
export function parseQuickstartBody(body: Uint8Array): TokenRequest {
  const fields = readInAnyCase(parseJsonObject(body), FIELDS);
  const user = parseRequestedUid(parseNumberField(fields, 'uid'));
  const channel = parseTextField(fields, 'ChannelName');
  const role = parseRole(parseNumberField(fields, 'role'));
  return { services: [{ service: 'rtc', channel, user, role }] };
}
