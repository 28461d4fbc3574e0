import { expect, it } from 'vitest';
import { parsePolicyText } from './parse-policy-text.js';

it('reads JSON', () => {
  expect(parsePolicyText('{"version": 1, "rules": []}')).toEqual({ version: 1, rules: [] });
});

it.each([
  ['{"version": 1,}', /^the document is not JSON: look for /],
  ['', /^the document is not JSON: look for /],
  [
    '{"a": [{"when": "false", "when": "true"}]}',
    /^the document has the key "when" twice in one object$/,
  ],
])('refuses %j', (text, message) => {
  expect(() => parsePolicyText(text)).toThrow(
    expect.objectContaining({ code: 'policy_invalid', message: expect.stringMatching(message) }),
  );
});

it('repeats nothing of a text that is no JSON: it may be a certificate', () => {
  const certificate = 'c0ffee5ec2e7';
  const tryIt = (): unknown => parsePolicyText(certificate);
  expect(tryIt).toThrow(expect.objectContaining({ code: 'policy_invalid' }));
  expect(tryIt).not.toThrow(/c0ffee/);
});
