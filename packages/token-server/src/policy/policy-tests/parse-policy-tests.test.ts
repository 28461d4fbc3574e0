import { expect, it } from 'vitest';
import { parsePolicyTests } from './parse-policy-tests.js';

const TEST = {
  name: 'a test',
  caller: { kind: 'anonymous' },
  request: { service: 'rtc' },
  expect: { denied: true },
};

const parse = (test: object): unknown =>
  parsePolicyTests({ version: 1, tests: [{ ...TEST, ...test }] })[0];

it.each([
  [{ denied: true }, { kind: 'denied', rule: undefined }],
  [
    { denied: true, rule: null },
    { kind: 'denied', rule: null },
  ],
  [
    { denied: true, rule: 'a' },
    { kind: 'denied', rule: 'a' },
  ],
  [{ granted: {} }, { kind: 'granted', rule: undefined, fields: {} }],
  [
    { granted: { role: 'publisher' }, rule: 'a' },
    { kind: 'granted', rule: 'a', fields: { role: 'publisher' } },
  ],
])('reads the expectation %j', (expected, parsed) => {
  expect(parse({ expect: expected })).toMatchObject({ name: 'a test', expected: parsed });
});

it('asks at the time of the test, or at the same time always', () => {
  expect(parse({ now: '2023-11-14T22:13:20Z' })).toMatchObject({
    question: { now: 1_700_000_000 },
  });
  expect(parse({})).toMatchObject({ question: { now: Date.parse('2026-01-01T00:00:00Z') / 1000 } });
});

it.each([
  [{ name: undefined }, 'tests[0].name is missing'],
  [{ caller: undefined }, 'tests[0].caller is missing'],
  [{ caller: { kind: 'jwt' } }, 'tests[0].caller.id is missing'],
  [{ request: { service: 'rtx' } }, 'tests[0].request.service is "rtx"'],
  [{ expects: {} }, 'tests[0].expects is unknown: did you mean expect?'],
  [{ expect: {} }, 'tests[0].expect must have either granted or denied'],
  [{ expect: { granted: {}, denied: true } }, 'tests[0].expect must have either granted or denied'],
  [{ expect: { denied: false } }, 'tests[0].expect.denied must be true'],
  [
    { expect: { granted: { rol: 'publisher' } } },
    'tests[0].expect.granted.rol is unknown: did you mean role?',
  ],
  [{ expect: { granted: { user: 'zoe' } } }, 'tests[0].expect.granted.user must be an object'],
  [
    { expect: { granted: { user: { uid: '7' } } } },
    'tests[0].expect.granted.user.uid must be a whole number',
  ],
  [
    { expect: { granted: { privileges: 'app' } } },
    'tests[0].expect.granted.privileges must be a list',
  ],
  [
    { expect: { granted: { permissions: [] } } },
    'tests[0].expect.granted.permissions must be an object',
  ],
  [
    { expect: { granted: { maxLifeSeconds: '60' } } },
    'tests[0].expect.granted.maxLifeSeconds must be a whole',
  ],
  [{ expect: { granted: {}, rule: null } }, 'tests[0].expect.rule is null'],
  [{ now: 'today' }, 'tests[0].now must be an instant'],
  [{ now: '2026-02-31T00:00:00Z' }, 'tests[0].now must be an instant'],
  [{ now: 1_700_000_000 }, 'tests[0].now must be an instant'],
])('refuses %j', (test, message) => {
  expect(() => parse(test)).toThrow(
    expect.objectContaining({
      code: 'policy_tests_invalid',
      message: expect.stringContaining(message),
    }),
  );
});

it.each([
  [null, 'the document must be an object'],
  [{ version: 1 }, 'tests is missing'],
  [{ version: 2, tests: [TEST] }, 'version must be 1'],
  [{ version: 1, tests: [] }, 'tests is an empty list'],
])('refuses the document %j', (document, message) => {
  expect(() => parsePolicyTests(document)).toThrow(message);
});
