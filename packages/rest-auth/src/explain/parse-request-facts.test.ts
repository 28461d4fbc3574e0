import { describe, expect, it } from 'vitest';
import { parseRequestFacts } from './parse-request-facts.js';

describe('parseRequestFacts', () => {
  it('needs nothing', () => {
    expect(parseRequestFacts({})).toMatchObject({
      secrets: [],
      certificates: [],
      customerId: undefined,
      profile: { name: 'strict', replay: 'off' },
      problems: [],
    });
  });

  it('takes off what copying brings along, and says so without the text', () => {
    const { secrets, customerId, certificates, problems } = parseRequestFacts({
      customerSecrets: ['"sesame"\n', ' ', 'x'],
      customerId: ' zoe',
      certificates: ["'abc'"],
    });
    expect({ secrets, customerId, certificates }).toEqual({
      secrets: ['sesame', 'x'],
      customerId: 'zoe',
      certificates: ['abc'],
    });
    expect(problems).toEqual([
      'the customer ID has blanks or quotes around it, which are no part of it',
      'customer secret 1 has blanks or quotes around it, which are no part of it',
      'customer secret 2 has blanks or quotes around it, which are no part of it',
      'a customer secret is empty',
      'certificate 1 has blanks or quotes around it, which are no part of it',
    ]);
  });

  it('bounds how many secrets are tried', () => {
    const customerSecrets = Array.from({ length: 9 }, (_, index) => `secret ${index}`);
    const { secrets, problems } = parseRequestFacts({ customerSecrets });
    expect([secrets.length, problems]).toEqual([8, ['of the customer secrets only 8 are tried']]);
  });

  it('takes a profile with changes, and never judges what was used before', () => {
    const { profile } = parseRequestFacts({
      profile: { name: 'agora', windowSeconds: 10, replay: 'refuse' },
    });
    expect(profile).toMatchObject({ name: 'agora', windowSeconds: 10, replay: 'off' });
  });

  it('says what is wrong with a profile', () => {
    const { profile, problems } = parseRequestFacts({
      profile: { name: 'agora', windowSeconds: 0 },
    });
    expect(profile.name).toBe('strict');
    expect(problems).toEqual([expect.stringContaining('windowSeconds')]);
  });
});
