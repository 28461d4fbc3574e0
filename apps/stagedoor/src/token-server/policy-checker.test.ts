import { describe, expect, it } from 'vitest';
import { POLICY_CHECKER } from './policy-checker.js';

const ruleWith = (when: string): object => ({
  version: 1,
  rules: [{ name: 'a', deny: 'no', when }],
});

describe('the checker of stored policies', () => {
  it('finds nothing wrong with a policy', async () => {
    expect(await POLICY_CHECKER.findFault(ruleWith('request.uid == 7'))).toBeUndefined();
  });

  it.each([
    [ruleWith('request.uid == "7"'), /^rules\[0\]\.when cannot be used: /],
    [ruleWith('request.chanel == ""'), /did you mean channel\?$/],
    [{ version: 1 }, /rules is missing/],
    [[], /must be an object, and is a list/],
  ])('says what is wrong with %j', async (document, message) => {
    expect(await POLICY_CHECKER.findFault(document)).toMatch(message);
  });
});
