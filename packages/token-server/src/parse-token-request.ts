import type { RtcRole } from '@stagedoor/token';
import {
  InvalidJsonError,
  MissingFieldError,
  RepeatedFieldError,
  UnknownRoleError,
  WrongFieldTypeError,
} from './errors.js';

/** What a client of the documented quickstart asks for. Channel and uid are checked where the token is issued. */
export interface TokenRequest {
  readonly channel: string;
  readonly uid: number;
  readonly role: RtcRole;
}

/** The numbers of the quickstart: 0 (attendee) and 101 (admin) are old names for publishing. */
const ROLE_OF_NUMBER: ReadonlyMap<number, RtcRole> = new Map([
  [0, 'publisher'],
  [1, 'publisher'],
  [2, 'subscriber'],
  [101, 'publisher'],
]);

/** The fields of the contract, as the documents write them. */
type FieldName = 'uid' | 'ChannelName' | 'role';

function parseJsonObject(body: Uint8Array): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new InvalidJsonError('this one cannot be parsed', { cause });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new InvalidJsonError(`this one is a ${describeType(parsed)}`);
  }
  return parsed;
}

function describeType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** The value of a field, its name compared without regard to letter case: the documented clients differ in it. */
function findField(fields: object, name: FieldName): unknown {
  const values = Object.entries(fields)
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, value]: [string, unknown]) => value);
  if (values.length > 1) throw new RepeatedFieldError(name);
  return values[0];
}

function parseNumberField(fields: object, name: FieldName): number {
  const value = findField(fields, name);
  if (value === undefined) throw new MissingFieldError(name);
  if (typeof value === 'number') return value;
  throw new WrongFieldTypeError(name, 'number', describeType(value));
}

function parseTextField(fields: object, name: FieldName): string {
  const value = findField(fields, name);
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
 * `missing_field`, `repeated_field`, `wrong_field_type` and `unknown_role`.
 */
export function parseTokenRequest(body: Uint8Array): TokenRequest {
  const fields = parseJsonObject(body);
  return {
    uid: parseNumberField(fields, 'uid'),
    channel: parseTextField(fields, 'ChannelName'),
    role: parseRole(parseNumberField(fields, 'role')),
  };
}
