import { expect, it } from 'vitest';
import { grantRule, policyOf } from '../../../test/policy-questions.js';
import { parsePolicyTests } from './parse-policy-tests.js';
import type { PolicyTestReport } from './policy-test.js';
import { runPolicyTests } from './run-policy-tests.js';

const POLICY = policyOf(
  { name: 'denial', channels: ['backstage'], deny: 'closed' },
  grantRule({ callers: [{ kind: 'anonymous' }] }),
  grantRule({ name: 'other' }),
);

const run = (
  ...tests: readonly (readonly [request: object, expected: object])[]
): PolicyTestReport =>
  runPolicyTests(
    POLICY,
    parsePolicyTests({
      version: 1,
      tests: tests.map(([request, expected], index) => ({
        name: `test ${index}`,
        caller: { kind: 'anonymous' },
        request: { service: 'rtc', channel: 'room', uid: 7, role: 'publisher', ...request },
        expect: expected,
      })),
    }),
  );

it.each([
  [{}, { granted: {} }],
  [{}, { granted: { user: { uid: 7 }, role: 'publisher', maxLifeSeconds: 3600 }, rule: 'grant' }],
  [{ privileges: ['joinChannel'] }, { granted: { privileges: ['joinChannel'] } }],
  [{ channel: 'backstage' }, { denied: true, rule: 'denial' }],
  [{ channel: '' }, { denied: true }],
  [{ uid: 0 }, { denied: true, rule: null }],
])('passes where %j is %j', (request, expected) => {
  expect(run([request, expected])).toMatchObject({
    passed: true,
    results: [{ passed: true, differences: [] }],
  });
});

it.each([
  [{}, { denied: true }, 'expected denied, and it was granted by rule "grant"'],
  [{ uid: 0 }, { granted: {} }, 'expected granted, and it was denied: no rule grants it: denial: '],
  [{}, { granted: { role: 'subscriber' } }, 'role: expected "subscriber", granted "publisher"'],
  [
    {},
    { granted: { user: { account: 'zoe' } } },
    'user: expected {"account":"zoe"}, granted {"uid":7}',
  ],
  [
    {},
    { granted: { privileges: ['joinChannel'] } },
    'privileges: expected ["joinChannel"], granted nothing',
  ],
  [{}, { granted: {}, rule: 'other' }, 'expected that rule "other" decides, and rule "grant" did'],
  [
    { channel: 'backstage' },
    { denied: true, rule: null },
    'expected that no rule decides, and rule "denial" did',
  ],
  [
    { uid: 0 },
    { denied: true, rule: 'denial' },
    'expected that rule "denial" decides, and no rule did',
  ],
])('fails where %j is not %j', (request, expected, difference) => {
  expect(run([request, expected])).toMatchObject({
    passed: false,
    results: [
      {
        passed: false,
        differences: [expect.stringContaining(difference)],
      },
    ],
  });
});

it('names the rules that decide no test', () => {
  expect(run([{}, { granted: {} }]).unreachedRules).toEqual(['denial', 'other']);
  expect(
    run([{}, { granted: {} }], [{ channel: 'backstage' }, { denied: true }]).unreachedRules,
  ).toEqual(['other']);
});
