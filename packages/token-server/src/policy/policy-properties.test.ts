/** What holds of every policy and every question. */
import { RTC_PRIVILEGES } from '@stagedoor/token';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ask, jwt } from '../../test/policy-questions.js';
import { PolicyInvalidError } from './errors.js';
import { parsePolicy } from './parse-policy.js';
import type { GrantedService, PolicyDecision } from './policy.js';

const RUNS = { numRuns: 1000 };

const oneOf = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> =>
  fc.constantFrom(...values);
const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const ROLES = fc.uniqueArray(oneOf('publisher', 'subscriber'), { minLength: 1 });
const PRIVILEGES = fc.uniqueArray(oneOf(...RTC_PRIVILEGES), { minLength: 1 });
const CHANNELS = optional(fc.uniqueArray(oneOf('a', 'a*', '*b', 'ab', '*'), { minLength: 1 }));
const USERS = optional(fc.uniqueArray(oneOf('7', '8', 'z*', 'zoe'), { minLength: 1 }));
const CONDITION = optional(
  oneOf('true', 'false', 'caller.claims.gone == 1', 'request.uid == 7', 'request.channel == "ab"'),
);

const RIGHTS = fc.oneof(
  ROLES.map((requested) => ({ role: { requested } })),
  oneOf({ role: 'publisher' }, { role: 'subscriber' }),
  PRIVILEGES.map((requested) => ({ privileges: { requested } })),
  PRIVILEGES.map((privileges) => ({ privileges })),
);
const USER_GRANT = oneOf<unknown>(
  'requested',
  { uid: 8 },
  { account: 'zoe' },
  { uid: { claim: 'uid' } },
  { derivedUid: { caller: 'id' } },
);

const SCOPE = fc.record({
  channels: CHANNELS,
  users: USERS,
  roles: optional(ROLES),
  when: CONDITION,
});
const GRANT = fc
  .record({
    scope: SCOPE,
    rights: RIGHTS,
    user: USER_GRANT,
    channel: optional(oneOf({ fixed: 'lobby' })),
    maxLifeSeconds: fc.integer({ min: 1, max: 86_400 }),
  })
  .map(({ scope, rights, ...grant }) => ({
    services: ['rtc'],
    ...scope,
    grant: { ...rights, ...grant },
  }));
const DENIAL = SCOPE.map((scope) => ({ ...scope, deny: 'no' }));

type RuleOfTests = { readonly name: string; readonly channels?: readonly string[] | undefined } & (
  | { readonly deny: string }
  | {
      readonly grant: {
        readonly maxLifeSeconds: number;
        readonly role?: unknown;
        readonly privileges?: unknown;
        readonly user: unknown;
        readonly channel?: unknown;
      };
    }
);

const RULES = fc
  .array(fc.oneof({ arbitrary: GRANT, weight: 2 }, DENIAL), { minLength: 1, maxLength: 6 })
  .map((rules): readonly RuleOfTests[] =>
    rules.map((rule, index) => ({ name: `rule-${index}`, ...rule })),
  );

const REQUEST = fc.record({
  channel: oneOf('a', 'b', 'ab', 'xb', '', '*', undefined),
  uid: oneOf(0, 7, 8, undefined),
  role: optional(oneOf('publisher', 'subscriber')),
  privileges: optional(fc.uniqueArray(oneOf(...RTC_PRIVILEGES, 'fly'))),
});
const CLAIMS = oneOf({}, { uid: 7 }, { uid: 0 }, { uid: 'x' });

const decide = (rules: readonly object[], request: object, claims: object): PolicyDecision =>
  parsePolicy({ version: 1, rules }).decide(ask(request, jwt(claims)));

const privilegesOf = (role: unknown): readonly string[] =>
  role === 'publisher' ? RTC_PRIVILEGES : ['joinChannel'];

/** The most that a rule's role or privileges allow. */
function mostOf({
  role,
  privileges,
}: {
  readonly role?: unknown;
  readonly privileges?: unknown;
}): readonly string[] {
  const asList = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    return Array.isArray(value)
      ? (value as string[])
      : (value as { requested: string[] }).requested;
  };
  return privileges === undefined ? asList(role).flatMap(privilegesOf) : asList(privileges);
}

const grantedPrivileges = ({ role, privileges }: GrantedService): readonly string[] =>
  privileges ?? privilegesOf(role);

it('a grant is never more than its rule', () => {
  fc.assert(
    fc.property(RULES, REQUEST, CLAIMS, (rules, request, claims) => {
      const decision = decide(rules, request, claims);
      fc.pre(decision.kind === 'granted');
      const { granted } = decision;
      const rule = rules.find(({ name }) => name === granted.rule);
      if (rule === undefined || 'deny' in rule) throw new Error('granted by no rule that grants');
      const { grant } = rule;
      expect(granted.maxLifeSeconds).toBe(grant.maxLifeSeconds);
      expect(grantedPrivileges(granted).filter((name) => !mostOf(grant).includes(name))).toEqual(
        [],
      );
      expect(granted.channel).toBe(grant.channel === undefined ? request.channel : 'lobby');
      expect(['', '*', undefined]).not.toContain(granted.channel);
      expect(granted.user?.kind).toMatch(/^(?:uid|account|derived)$/);
    }),
    RUNS,
  );
});

it('a grant is never more than what is asked for, where the rule leaves it to the request', () => {
  fc.assert(
    fc.property(ROLES, REQUEST, (requested, request) => {
      const grant = { role: { requested }, user: 'requested', maxLifeSeconds: 60 };
      const decision = decide([{ name: 'a', services: ['rtc'], grant }], request, {});
      fc.pre(decision.kind === 'granted');
      const asked = request.privileges ?? privilegesOf(request.role);
      expect(grantedPrivileges(decision.granted)).toEqual(asked);
      expect(decision.granted.user).toEqual({ kind: 'uid', uid: request.uid });
    }),
    RUNS,
  );
});

it('rules behind the one that decides change nothing', () => {
  fc.assert(
    fc.property(RULES, RULES, REQUEST, CLAIMS, (rules, more, request, claims) => {
      const decision = decide(rules, request, claims);
      const rule = decision.kind === 'granted' ? decision.granted.rule : decision.rule;
      fc.pre(rule !== undefined);
      const others = more.map((each, index) => ({ ...each, name: `more-${index}` }));
      expect(decide([...rules, ...others], request, claims)).toEqual(decision);
    }),
    RUNS,
  );
});

it('a denial that is put first never opens anything, and one without conditions closes everything', () => {
  fc.assert(
    fc.property(DENIAL, RULES, REQUEST, CLAIMS, (denial, rules, request, claims) => {
      const before = decide(rules, request, claims);
      const after = decide([{ name: 'first', ...denial }, ...rules], request, claims);
      const isSame =
        after.kind === 'granted' &&
        before.kind === 'granted' &&
        after.granted.rule === before.granted.rule;
      expect(after.kind === 'denied' || isSame).toBe(true);
      expect(decide([{ name: 'first', deny: 'no' }, ...rules], request, claims)).toMatchObject({
        rule: 'first',
      });
    }),
    RUNS,
  );
});

it('an explanation tells the same as a decision', () => {
  fc.assert(
    fc.property(RULES, REQUEST, CLAIMS, (rules, request, claims) => {
      const policy = parsePolicy({ version: 1, rules });
      const question = ask(request, jwt(claims));
      const { decision, rules: explained } = policy.explain(question);
      expect(decision).toEqual(policy.decide(question));
      const rule = decision.kind === 'granted' ? decision.granted.rule : decision.rule;
      const decided = explained
        .filter(({ verdict }) => verdict === 'decided')
        .map((each) => each.rule);
      expect(decided).toEqual(rule === undefined ? [] : [rule]);
      expect(explained.map((each) => each.rule)).toEqual(policy.ruleNames);
    }),
    RUNS,
  );
});

it('no caller without a name is granted anything by a rule that does not say so', () => {
  fc.assert(
    fc.property(RULES, REQUEST, (rules, request) => {
      const policy = parsePolicy({ version: 1, rules });
      expect(policy.decide(ask(request, { kind: 'anonymous' })).kind).toBe('denied');
    }),
    RUNS,
  );
});

it('no document and no claim makes it fail in another way than it says', () => {
  const rule = fc.record(
    {
      name: fc.jsonValue(),
      grant: fc.jsonValue(),
      callers: fc.jsonValue(),
      when: fc.jsonValue(),
      deny: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const document = fc.oneof(
    fc.jsonValue(),
    fc.record({ version: fc.constant(1), rules: fc.array(rule) }),
  );
  fc.assert(
    fc.property(document, (value) => {
      try {
        parsePolicy(value);
      } catch (error) {
        if (!(error instanceof PolicyInvalidError)) throw error;
      }
    }),
    RUNS,
  );
  const rules = [
    {
      name: 'a',
      services: ['rtc'],
      when: 'caller.claims.a == caller.claims.b',
      grant: { role: 'publisher', user: { account: { claim: 'a' } }, maxLifeSeconds: 60 },
    },
    {
      name: 'b',
      services: ['rtc'],
      when: 'caller.claims.a in caller.claims.b',
      grant: { role: 'publisher', user: { uid: { claim: ['a', 'b'] } }, maxLifeSeconds: 60 },
    },
  ];
  const policy = parsePolicy({ version: 1, rules });
  fc.assert(
    fc.property(fc.record({ a: fc.jsonValue(), b: fc.jsonValue() }), (claims) => {
      expect(policy.decide(ask({}, jwt(claims))).kind).toMatch(/^(?:granted|denied)$/);
    }),
    RUNS,
  );
});
