import { parseAppId, type RtcRole, type ServiceName, TokenInputError } from '@stagedoor/token';
import { ANONYMOUS } from '../../callers/anonymous-callers.js';
import type { Caller } from '../../callers/caller.js';
import { parseRequestedAccount, parseRequestedUid } from '../../requests/parse-requested-user.js';
import type { RequestedUser } from '../../requests/token-request.js';
import {
  parseFields,
  parseInteger,
  parseList,
  parseName,
  parseOptional,
  parseRequired,
  parseText,
} from '../document/parse-value.js';
import { Place } from '../document/place.js';
import { PolicyTestsInvalidError } from '../errors.js';
import type { PolicyQuestion } from '../policy.js';
import { SERVICE_NAMES } from '../service-traits-table.js';

const CALLER_KEYS = ['kind', 'id', 'issuer', 'scopes', 'claims'];
const REQUEST_KEYS = [
  'project',
  'service',
  'channel',
  'uid',
  'account',
  'role',
  'privileges',
  'roomRole',
  'expiresInSeconds',
];

/** Of a request that names none. */
const SOME_PROJECT = '0'.repeat(32);
const UINT32 = { from: 1, to: 0xffff_ffff };
const INT16 = { from: -0x8000, to: 0x7fff };

const parseTexts = (value: unknown, place: Place): readonly string[] =>
  parseList(value, place, (each, at) => parseText(each, at), { mayBeEmpty: true });

function parseClaims(value: unknown, place: Place): Caller['claims'] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Caller['claims'];
  }
  place.refuse('must be an object');
  return {};
}

/** Who asks: `{"kind": "jwt", "id": "zoe", "issuer": "…", "scopes": [], "claims": {}}`, or `{"kind": "anonymous"}`. */
export function parseCallerFields(value: unknown, place: Place): Caller {
  const fields = parseFields(value, place, CALLER_KEYS);
  const kind = parseRequired(fields, 'kind', place, parseText) ?? '';
  if (kind === ANONYMOUS.kind) {
    for (const key of CALLER_KEYS.slice(1)) {
      if (fields.has(key)) place.key(key).refuse('is nothing that an anonymous caller has');
    }
    return ANONYMOUS;
  }
  return {
    kind,
    id: parseRequired(fields, 'id', place, parseText) ?? '',
    issuer: parseOptional(fields, 'issuer', place, parseText),
    scopes: parseOptional(fields, 'scopes', place, parseTexts) ?? [],
    claims: parseOptional(fields, 'claims', place, parseClaims) ?? {},
  };
}

/** What a parser that throws says, noted at its place. */
function parseThrown<Value>(parse: () => Value, place: Place): Value | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof TokenInputError)) throw error;
    place.refuse(`cannot be used: ${error.message}`);
    return undefined;
  }
}

function parseUser(fields: ReadonlyMap<string, unknown>, place: Place): RequestedUser | undefined {
  if (fields.has('uid') && fields.has('account'))
    place.refuse('has uid and account; give one of them');
  if (fields.has('uid'))
    return parseThrown(() => parseRequestedUid(fields.get('uid')), place.key('uid'));
  if (!fields.has('account')) return undefined;
  return parseThrown(() => parseRequestedAccount(fields.get('account')), place.key('account'));
}

/** A channel can be asked for that no token can have: `""` stands for any. */
function parseChannel(value: unknown, place: Place): string {
  if (typeof value === 'string') return value;
  place.refuse('must be a text');
  return '';
}

const parseService = (value: unknown, place: Place): ServiceName =>
  parseName(value, place, SERVICE_NAMES);
const parseRole = (value: unknown, place: Place): RtcRole =>
  parseName(value, place, ['publisher', 'subscriber']);

const parseProject = (value: unknown, place: Place): string =>
  parseThrown(() => parseAppId(value), place) ?? SOME_PROJECT;

/** What is asked for: `{"service": "rtc", "channel": "room", "uid": 7, "role": "publisher"}`. */
export function parseRequestFields(
  value: unknown,
  place: Place,
): Pick<PolicyQuestion, 'appId' | 'service' | 'expiresInSeconds'> {
  const fields = parseFields(value, place, REQUEST_KEYS);
  return {
    appId: parseOptional(fields, 'project', place, parseProject) ?? SOME_PROJECT,
    service: {
      service: parseRequired(fields, 'service', place, parseService) ?? 'rtc',
      channel: parseOptional(fields, 'channel', place, parseChannel),
      user: parseUser(fields, place),
      role: parseOptional(fields, 'role', place, parseRole),
      privileges: parseOptional(fields, 'privileges', place, parseTexts),
      roomRole: parseOptional(fields, 'roomRole', place, (each, at) =>
        parseInteger(each, at, INT16),
      ),
    },
    expiresInSeconds: parseOptional(fields, 'expiresInSeconds', place, (each, at) =>
      parseInteger(each, at, UINT32),
    ),
  };
}

/**
 * A question to a policy from two parsed JSON values, as tests of policies write them. Throws `policy_tests_invalid`, with
 * paths that begin with `caller` and `request`. `now` is in Unix seconds.
 */
export function parsePolicyQuestion(
  caller: unknown,
  request: unknown,
  now: number,
): PolicyQuestion {
  const place = new Place();
  const question = {
    caller: parseCallerFields(caller, place.key('caller')),
    ...parseRequestFields(request, place.key('request')),
    now,
  };
  if (place.problems.length > 0) throw new PolicyTestsInvalidError(place.problems);
  return question;
}
