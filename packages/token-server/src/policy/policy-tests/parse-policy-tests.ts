import {
  parseFields,
  parseInteger,
  parseList,
  parseOneField,
  parseOptional,
  parseRequired,
  parseText,
  type ParseValue,
} from '../document/parse-value.js';
import { Place } from '../document/place.js';
import { PolicyTestsInvalidError } from '../errors.js';
import { parseVersion } from '../parse-policy.js';
import { parseCallerFields, parseRequestFields } from './parse-policy-question.js';
import type { ExpectedFields, PolicyExpectation, PolicyTest } from './policy-test.js';

const KEYS = ['$schema', 'version', 'description', 'tests'];
const TEST_KEYS = ['name', 'caller', 'request', 'now', 'expect'];
const EXPECT_KEYS = ['granted', 'denied', 'rule'];
const UID = { from: 0, to: 0xffff_ffff };
const NUMBER = { from: -0x8000, to: 0xffff_ffff };

const parseChoice = (value: unknown, place: Place): string => parseText(value, place);
const parseNumber = (value: unknown, place: Place): number => parseInteger(value, place, NUMBER);

/** A user as `describeGranted` writes it. */
function parseUser(value: unknown, place: Place): void {
  const [key, name] = parseOneField(value, place, ['uid', 'account', 'derivedUid']) ?? [];
  if (key === undefined) return;
  if (key === 'uid') parseInteger(name, place.key(key), UID);
  else parseText(name, place.key(key));
}

function parsePrivileges(value: unknown, place: Place): void {
  parseList(value, place, parseChoice);
}

function parsePermissions(value: unknown, place: Place): void {
  parseFields(value, place, [
    'messageChannels',
    'streamChannels',
    'groupChannels',
    'serverGroups',
    'users',
  ]);
}

/** A value of another type would never be granted. */
const GRANTED: Readonly<Record<string, ParseValue<unknown>>> = {
  service: parseChoice,
  channel: parseChoice,
  user: parseUser,
  role: parseChoice,
  privileges: parsePrivileges,
  roomRole: parseNumber,
  permissions: parsePermissions,
  maxLifeSeconds: parseNumber,
  privilegeLifeSeconds: parseNumber,
};

/** The time of tests that name none: 2026-01-01T00:00:00Z. */
const SOME_TIME = 1_767_225_600;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function parseNow(value: unknown, place: Place): number {
  const millis = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN;
  // The 31st of February would be taken for one of March.
  const isDay =
    !Number.isNaN(millis) &&
    new Date(millis).toISOString().slice(0, 10) === String(value).slice(0, 10);
  if (!isDay) place.refuse('must be an instant such as "2026-01-31T12:00:00Z"');
  return millis / 1000;
}

function parseGranted(value: unknown, place: Place): ExpectedFields {
  const fields = parseFields(value, place, Object.keys(GRANTED));
  for (const [key, item] of fields) GRANTED[key]?.(item, place.key(key));
  return Object.fromEntries(fields);
}

/** `null` stands for no rule at all. */
const parseRuleName = (value: unknown, place: Place): string | null =>
  value === null ? null : parseText(value, place);

function parseExpectation(value: unknown, place: Place): PolicyExpectation {
  const fields = parseFields(value, place, EXPECT_KEYS);
  if (fields.has('granted') === fields.has('denied'))
    place.refuse('must have either granted or denied');
  const rule = parseOptional(fields, 'rule', place, parseRuleName);
  if (!fields.has('granted')) {
    if (fields.get('denied') !== true) place.key('denied').refuse('must be true');
    return { kind: 'denied', rule };
  }
  if (rule === null) place.key('rule').refuse('is null, and what is granted is granted by a rule');
  return {
    kind: 'granted',
    rule: rule ?? undefined,
    fields: parseOptional(fields, 'granted', place, parseGranted) ?? {},
  };
}

function parseTest(value: unknown, place: Place): PolicyTest {
  const fields = parseFields(value, place, TEST_KEYS);
  const name = parseRequired(fields, 'name', place, parseText) ?? '';
  const caller = parseRequired(fields, 'caller', place, parseCallerFields);
  const request = parseRequired(fields, 'request', place, parseRequestFields);
  const now = parseOptional(fields, 'now', place, parseNow) ?? SOME_TIME;
  const expected = parseRequired(fields, 'expect', place, parseExpectation);
  // Where one is missing that is noted, and the test is never run.
  return { name, question: { ...request, caller, now }, expected } as PolicyTest;
}

/**
 * Tests of a policy from their document, a parsed JSON value: `{"version": 1, "tests": [...]}`. Throws
 * `policy_tests_invalid`, with all that is wrong with it.
 */
export function parsePolicyTests(document: unknown): readonly PolicyTest[] {
  const place = new Place();
  const fields = parseFields(document, place, KEYS);
  parseOptional(fields, '$schema', place, parseText);
  parseRequired(fields, 'version', place, parseVersion);
  parseOptional(fields, 'description', place, (value, at) => parseText(value, at, 1000));
  const tests = parseRequired(fields, 'tests', place, (value, at) =>
    parseList(value, at, parseTest, { maxLength: 10_000 }),
  );
  if (place.problems.length > 0) throw new PolicyTestsInvalidError(place.problems);
  return tests ?? [];
}
