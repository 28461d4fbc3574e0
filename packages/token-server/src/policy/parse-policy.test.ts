import { expect, it } from 'vitest';
import { ask, grantRule } from '../../test/policy-questions.js';
import { parsePolicy } from './parse-policy.js';

it('reads a policy', () => {
  const policy = parsePolicy({
    $schema: 'https://example.com/policy.schema.json',
    version: 1,
    description: 'Everything for Zoe.',
    rules: [grantRule()],
  });
  expect(policy.ruleNames).toEqual(['grant']);
  expect(policy.decide(ask()).kind).toBe('granted');
});

it.each([
  [undefined, 'the document must be an object, and is undefined'],
  [null, 'the document must be an object, and is null'],
  [[], 'the document must be an object, and is a list'],
  // What may be a certificate is not repeated.
  ['c0ffee5ec2e7', 'the document must be an object, and is string'],
  [12_345_678, 'the document must be an object, and is number'],
  [{ rules: [grantRule()] }, 'version is missing'],
  [{ version: '1', rules: [grantRule()] }, 'version must be 1'],
  [{ version: 2, rules: [grantRule()] }, 'version must be 1'],
  [{ version: 1 }, 'rules is missing'],
  [{ version: 1, rules: [] }, 'rules is an empty list'],
  [{ version: 1, rules: {} }, 'rules must be a list, and is object'],
  [
    { version: 1, rules: Array.from({ length: 1001 }, () => grantRule()) },
    'rules has 1001 entries, and 1000 are allowed',
  ],
  [{ version: 1, rule: [], rules: [grantRule()] }, 'rule is unknown: did you mean rules?'],
  [JSON.parse('{"version":1,"__proto__":{"rules":[]}}'), '__proto__ is unknown'],
])('refuses %j', (document: unknown, message) => {
  expect(() => parsePolicy(document)).toThrow(
    expect.objectContaining({ code: 'policy_invalid', message: expect.stringContaining(message) }),
  );
});

it('refuses two rules of one name', () => {
  expect(() => parsePolicy({ version: 1, rules: [grantRule(), grantRule()] })).toThrow(
    'rules[1].name is the name of rules[0], too',
  );
});

it('says all that is wrong at once', () => {
  const rules = [grantRule({ name: '' }), { name: 'b', deny: 7 }, 'c'];
  expect(() => parsePolicy({ version: 0, rules })).toThrow(
    expect.objectContaining({
      problems: [
        { path: 'version', message: 'must be 1' },
        { path: 'rules[0].name', message: expect.stringMatching(/^must be 1 to 64/) },
        { path: 'rules[1].deny', message: 'must be a text, and is 7' },
        { path: 'rules[2]', message: 'must be an object, and is "c"' },
      ],
    }),
  );
});
