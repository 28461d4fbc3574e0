import { quoteValue } from '@stagedoor/token';
import { MissingFieldError, WrongFieldTypeError } from '../errors.js';
import { describeType } from '../requests/describe-type.js';
import { UnknownTokenTypeError } from '../requests/errors.js';
import { parseJsonObject } from '../requests/parse-json-object.js';
import { parseRequestedLife } from '../requests/parse-requested-life.js';
import {
  parseRequestedAccount,
  parseRequestedUserId,
  parseWrittenUid,
} from '../requests/parse-requested-user.js';
import { readInAnyCase } from '../requests/read-in-any-case.js';
import type { RequestedService, TokenRequest } from '../requests/token-request.js';
import { openStreamChannel } from './parse-community-path.js';

const DIGITS = /^\d+$/;

const FIELDS = ['tokenType', 'channel', 'role', 'uid', 'expire'] as const;

type FieldName = (typeof FIELDS)[number];
type Fields = ReadonlyMap<FieldName, unknown>;

/** A text, empty where it is left out. */
function parseText(fields: Fields, name: FieldName): string {
  const value = fields.get(name) ?? '';
  if (typeof value === 'string') return value;
  throw new WrongFieldTypeError(name, 'string', describeType(value));
}

function parseNeeded(fields: Fields, name: FieldName): string {
  const text = parseText(fields, name);
  if (text === '') throw new MissingFieldError(name);
  return text;
}

function parseRtc(fields: Fields): readonly RequestedService[] {
  const uid = parseNeeded(fields, 'uid');
  return [
    {
      service: 'rtc',
      channel: parseNeeded(fields, 'channel'),
      // Digits are a uid or nothing: one that does not fit into 32 bits must not become another user.
      user: DIGITS.test(uid) ? parseWrittenUid(uid) : parseRequestedAccount(uid),
      role: parseText(fields, 'role') === 'publisher' ? 'publisher' : 'subscriber',
    },
  ];
}

function parseRtm(fields: Fields): readonly RequestedService[] {
  const user = parseRequestedUserId(parseNeeded(fields, 'uid'));
  const channel = parseText(fields, 'channel');
  const service: RequestedService = { service: 'rtm', user };
  return channel === '' ? [service] : [service, openStreamChannel(channel, user)];
}

function parseChat(fields: Fields): readonly RequestedService[] {
  const uid = parseText(fields, 'uid');
  return uid === ''
    ? [{ service: 'chat', privileges: ['app'] }]
    : [{ service: 'chat', user: parseRequestedUserId(uid) }];
}

const PARSERS: ReadonlyMap<string, (fields: Fields) => readonly RequestedService[]> = new Map([
  ['rtc', parseRtc],
  ['rtm', parseRtm],
  ['chat', parseChat],
]);

/** 0 and nothing mean what the policy gives, an hour at most. */
function parseLife(fields: Fields): number | undefined {
  const value = fields.get('expire') ?? 0;
  return value === 0 ? undefined : parseRequestedLife('expire', value);
}

/**
 * The body of `POST /getToken`: `{"tokenType": "rtc", "channel": "test", "role": "publisher", "uid": "1234", "expire": 3600}`,
 * names in any letter case, other fields ignored. Throws `invalid_json`, `missing_field`, `repeated_field`,
 * `wrong_field_type`, `unknown_token_type`, `invalid_uid`, `invalid_user_id` and `invalid_expiry`.
 */
export function parseGetTokenBody(body: Uint8Array): TokenRequest {
  const fields = readInAnyCase(parseJsonObject(body), FIELDS);
  const type = parseText(fields, 'tokenType');
  const parse = PARSERS.get(type);
  if (parse === undefined) throw new UnknownTokenTypeError(quoteValue(type), [...PARSERS.keys()]);
  return { services: parse(fields), expiresInSeconds: parseLife(fields) };
}
