import { expect, it } from 'vitest';
import { parsePolicyText } from './parse-policy-text.js';

it('reads JSON', () => {
  expect(parsePolicyText('{"version": 1, "rules": []}')).toEqual({ version: 1, rules: [] });
});

it.each([
  ['{"version": 1,}', /^the document is not JSON: /],
  ['', /^the document is not JSON: /],
  [
    '{"a": [{"when": "false", "when": "true"}]}',
    /^the document has the key "when" twice in one object$/,
  ],
])('refuses %j', (text, message) => {
  expect(() => parsePolicyText(text)).toThrow(
    expect.objectContaining({ code: 'policy_invalid', message: expect.stringMatching(message) }),
  );
});
