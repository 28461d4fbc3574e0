import { describe, expect, it } from 'vitest';
import { CUSTOMER_SECRET } from '../../test/explained-token.js';
import { APP_ID, CERTIFICATE, ISSUED_AT, OTHER_CERTIFICATE } from '../../test/forge-token.js';
import { parseKnown, type KnownFacts } from './parse-known.js';

describe('parseKnown', () => {
  it('takes nothing at all', () => {
    expect(parseKnown({ now: 5 })).toEqual({
      live: [],
      others: [],
      privileges: [],
      allowWildcard: { channel: true, uid: true },
      now: 5,
      toleranceSeconds: 60,
      problems: [],
    });
  });

  it('names certificates by their places', () => {
    const third = '8'.repeat(32);
    const { live, others } = parseKnown({
      certificates: [CERTIFICATE, OTHER_CERTIFICATE, third],
      otherCertificates: { staging: third },
    });
    expect(live.map(({ name }) => name)).toEqual(['primary', 'secondary']);
    expect(others.map(({ name }) => name)).toEqual(['certificate 3', 'staging']);
  });

  it('cleans what was copied with spaces and quotes, and says so', () => {
    const facts = parseKnown({
      appId: ` ${APP_ID}\n`,
      certificates: [`"${CERTIFICATE}"`],
      customerSecret: `${CUSTOMER_SECRET}\n`,
    });
    expect(facts).toMatchObject({
      appId: APP_ID,
      live: [{ certificate: CERTIFICATE }],
      customerSecret: CUSTOMER_SECRET,
    });
    const cleaned = facts.problems.map((problem) => problem.split(' has ')[0]);
    expect(new Set(cleaned)).toEqual(new Set(['primary', 'the App ID', 'the customer secret']));
  });

  it.each<[string, unknown]>([
    ['appId', 'my-app'],
    ['appId', 7],
    ['certificates', CERTIFICATE],
    ['certificates', ['short']],
    ['customerSecret', 7],
    ['customerSecret', ''],
    ['customerSecret', 'a'],
    ['customerSecret', 'a'.repeat(257)],
    ['customerSecret', 'a'.repeat(40_000)],
    ['service', 'smtp'],
    ['channel', {}],
    ['uid', -1],
    ['uid', 1.5],
    ['uid', 'zoe'],
    ['account', true],
    ['now', 1_700_000_000_000],
    ['now', -1],
    ['clockToleranceSeconds', -1],
    ['privileges', [{}]],
    ['otherCertificates', 'zz'],
    ['otherCertificates', null],
    ['otherCertificates', 7],
    ['use', 'joyn'],
    ['use', null],
    ['allowWildcardChannel', 'no'],
    ['allowWildcardChannel', null],
    ['allowWildcardUid', 0],
  ])('leaves out what cannot be used, and says so: %s %j', (name, value) => {
    const facts: unknown = parseKnown({ now: ISSUED_AT, [name]: value });
    expect(facts).toMatchObject({ problems: [expect.any(String)], live: [], privileges: [] });
    expect(JSON.stringify(facts)).not.toContain(`${name}":${JSON.stringify(value)}`);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a string', APP_ID],
    ['a number', 7],
    ['a list', [CERTIFICATE]],
    ['a function', () => ({ appId: APP_ID })],
  ])('takes no facts from what is no object: %s', (_, known) => {
    const facts = parseKnown(known as KnownFacts);
    expect(facts).toMatchObject({ live: [], others: [], privileges: [] });
    expect(facts.appId).toBeUndefined();
    expect(facts.problems).toEqual([expect.stringMatching(/^what is known must be an object/)]);
  });

  it('leaves out what throws when it is read', () => {
    const hostile = new Proxy([CERTIFICATE], {
      get: () => {
        throw new Error('no');
      },
    });
    const { proxy: revoked, revoke } = Proxy.revocable({}, {});
    revoke();
    const known = {
      appId: APP_ID,
      certificates: hostile,
      otherCertificates: revoked,
      now: ISSUED_AT,
      get channel(): string {
        throw new TypeError('no');
      },
    };
    const facts = parseKnown(known);
    expect(facts).toMatchObject({ appId: APP_ID, live: [], others: [], now: ISSUED_AT });
    expect(facts.problems).toEqual(
      ['certificates', 'otherCertificates', 'channel'].map((name) => `${name} cannot be read`),
    );
    expect(parseKnown(revoked).problems).toHaveLength(2);
  });

  it('reads inherited facts, as those of a class are', () => {
    const inherited: unknown = Object.create({ appId: APP_ID });
    expect(parseKnown(inherited as KnownFacts)).toMatchObject({ appId: APP_ID, problems: [] });
  });

  it('tries a bounded number of certificates', () => {
    const { live, others } = parseKnown({
      certificates: Array.from({ length: 100 }, () => CERTIFICATE),
    });
    expect(live.length + others.length).toBe(32);
  });

  it('judges by the system clock where no time is given', () => {
    expect(parseKnown({}).now).toBeGreaterThan(ISSUED_AT);
  });
});
