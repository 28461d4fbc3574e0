import { describe, expect, it } from 'vitest';
import { parsePolicyDocument } from './parse-policy-document.js';

const MAX_BYTES = 262_144;

describe('parsePolicyDocument', () => {
  it('gives what the text holds', () => {
    expect(parsePolicyDocument('{"rules": [1, "höhe"]}')).toEqual({ rules: [1, 'höhe'] });
  });

  it('takes as many bytes as may be, and not one more', () => {
    const longest = JSON.stringify('ö'.repeat(MAX_BYTES / 2 - 1));
    expect(parsePolicyDocument(longest)).toHaveLength(MAX_BYTES / 2 - 1);
    expect(() => parsePolicyDocument(` ${longest}`)).toThrow(`longer than ${MAX_BYTES} bytes`);
  });

  it.each(['', 'rules: []', '{"a":1,}', '{"a":"\0"}', '"\ud800"'])('refuses %j', (text) => {
    expect(() => parsePolicyDocument(text)).toThrow(
      expect.objectContaining({ code: 'policy_invalid' }) as Error,
    );
  });

  it('repeats nothing of a text that is no JSON: it may be a certificate', () => {
    const tryIt = (): unknown => parsePolicyDocument('c0ffee5ec2e7');
    expect(tryIt).toThrow('the policy is no JSON');
    expect(tryIt).not.toThrow(/c0ffee/);
  });
});
