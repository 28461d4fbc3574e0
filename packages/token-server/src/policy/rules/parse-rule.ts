import { parseAppId, type RtcRole, type ServiceName, TokenInputError } from '@stagedoor/token';
import { parseCondition } from '../conditions/parse-condition.js';
import {
  parseFields,
  parseName,
  parseOptional,
  parseRequired,
  parseSet,
  parseText,
} from '../document/parse-value.js';
import type { Place } from '../document/place.js';
import { SERVICE_NAMES, SERVICE_TRAITS } from '../service-traits-table.js';
import { parseCallers, parsePatterns } from './parse-callers.js';
import { parseGrant, parseRole } from './parse-grant.js';
import type { Rule, RuleEffect, RuleScope } from './rule.js';

const KEYS = [
  'name',
  'description',
  'callers',
  'projects',
  'services',
  'channels',
  'users',
  'roles',
  'when',
  'grant',
  'deny',
];

/** It stands in logs, and in lists of names. */
const RULE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const MAX_REASON_LENGTH = 200;

function parseRuleName(value: unknown, place: Place): string {
  if (typeof value === 'string' && RULE_NAME.test(value)) return value;
  place.refuse('must be 1 to 64 letters, digits, dots, hyphens and underscores');
  return '';
}

function parseProject(value: unknown, place: Place): string {
  try {
    return parseAppId(value);
  } catch (error) {
    if (!(error instanceof TokenInputError)) throw error;
    place.refuse(`is no App ID: ${error.message}`);
    return '';
  }
}

const parseService = (value: unknown, place: Place): ServiceName =>
  parseName(value, place, SERVICE_NAMES);

function parseSetOf<Value extends string>(
  parseItem: (value: unknown, place: Place) => Value,
): (value: unknown, place: Place) => ReadonlySet<Value> {
  return (value, place) => new Set(parseSet(value, place, parseItem));
}

const parseRoles: (value: unknown, place: Place) => ReadonlySet<RtcRole> = parseSetOf(parseRole);

function parseScope(fields: ReadonlyMap<string, unknown>, place: Place): RuleScope {
  return {
    callers: parseOptional(fields, 'callers', place, parseCallers),
    projects: parseOptional(fields, 'projects', place, parseSetOf(parseProject)),
    services: parseOptional(fields, 'services', place, parseSetOf(parseService)),
    channels: parseOptional(fields, 'channels', place, parsePatterns),
    users: parseOptional(fields, 'users', place, parsePatterns),
    roles: parseOptional(fields, 'roles', place, parseRoles),
    when: parseOptional(fields, 'when', place, parseCondition),
  };
}

/** A list that some service of the rule has nothing to compare with would keep the rule from ever matching. */
function checkScope(
  { services = new Set(), channels, users, roles }: RuleScope,
  place: Place,
): void {
  for (const service of services) {
    const { channel, user } = SERVICE_TRAITS[service];
    if (channels !== undefined && channel === 'never')
      place
        .key('channels')
        .refuse(`does not fit: ${service} has no channel; write another rule for it`);
    if (users !== undefined && user === 'never')
      place.key('users').refuse(`does not fit: ${service} has no user; write another rule for it`);
    if (roles !== undefined && service !== 'rtc')
      place.key('roles').refuse(`does not fit: ${service} has no roles; write another rule for it`);
  }
}

const parseReason = (value: unknown, place: Place): string =>
  parseText(value, place, MAX_REASON_LENGTH);

function parseEffect(
  fields: ReadonlyMap<string, unknown>,
  place: Place,
  { services, users }: RuleScope,
): RuleEffect {
  if (fields.has('grant') === fields.has('deny') && !place.isRefused)
    place.refuse('must have either grant or deny');
  if (!fields.has('grant')) {
    return { kind: 'denies', reason: parseOptional(fields, 'deny', place, parseReason) ?? '' };
  }
  if (services === undefined) place.key('services').refuse('is missing; name what the rule grants');
  const grant = parseGrant(fields.get('grant'), place.key('grant'), [...(services ?? [])]);
  if (grant.anyUser && users !== undefined) {
    place
      .key('grant')
      .key('anyUser')
      .refuse('contradicts users: a token for any user is for those beyond the list too');
  }
  return { kind: 'grants', grant };
}

/** One rule. What is wrong with it is noted at its place. */
export function parseRule(value: unknown, place: Place): Rule {
  const fields = parseFields(value, place, KEYS);
  const name = parseRequired(fields, 'name', place, parseRuleName) ?? '';
  parseOptional(fields, 'description', place, (each, at) => parseText(each, at, 1000));
  const scope = parseScope(fields, place);
  checkScope(scope, place);
  return { name, scope, effect: parseEffect(fields, place, scope) };
}
