import type { Problem } from '../document/place.js';
import type { Grant, Rule, RuleScope } from './rule.js';

/** What is allowed, and seldom meant: in words, undefined where a rule has nothing of it. */
type FindRemark = (rule: Rule) => string | undefined;

const PUBLIC_PRIVILEGES: readonly string[] = ['joinChannel', 'play', 'user', 'roomUser'];

function grantOf({ effect }: Rule): Grant | undefined {
  return effect.kind === 'grants' ? effect.grant : undefined;
}

const namesKind = ({ scope: { callers = [] } }: Rule, kind: string): boolean =>
  callers.some((caller) => caller.kind === kind);

/** Of a rule that denies it is no mistake to be about more. */
const trustsEveryIssuer: FindRemark = (rule) => {
  const { callers = [] } = rule.scope;
  const trusted = callers.some(({ kind, issuer }) => kind === 'jwt' && issuer === undefined);
  if (!trusted || grantOf(rule) === undefined) return undefined;
  return 'takes JWTs of every issuer that the server knows; name the one that is meant with issuer';
};

const letsUsersBeOthers: FindRemark = (rule) =>
  grantOf(rule)?.user?.kind === 'requested' &&
  namesKind(rule, 'jwt') &&
  rule.scope.users === undefined &&
  rule.scope.when === undefined
    ? 'lets whoever has a JWT name any user; take the user from a claim, or compare it in when'
    : undefined;

function mostOf({ role, privileges }: Grant): readonly string[] {
  const roles = role?.kind === 'fixed' ? [role.value] : (role?.among ?? []);
  const names = privileges?.kind === 'fixed' ? privileges.value : (privileges?.among ?? []);
  return roles.includes('publisher') ? [...names, 'publisher'] : names;
}

const letsAnybodyPublish: FindRemark = (rule) => {
  const grant = grantOf(rule);
  if (grant === undefined || !namesKind(rule, 'anonymous')) return undefined;
  const name = mostOf(grant).find((each) => !PUBLIC_PRIVILEGES.includes(each));
  return name === undefined ? undefined : `grants ${name} to callers who do not say who they are`;
};

const REMARKS: readonly FindRemark[] = [trustsEveryIssuer, letsUsersBeOthers, letsAnybodyPublish];

/** Whether a scope leaves nothing out. */
const isAboutAll = (scope: RuleScope): boolean =>
  Object.values(scope).every((part) => part === undefined);

/** Rules behind one that denies everything to everybody. */
function findUnreachable(rules: readonly Rule[]): readonly Problem[] {
  const last = rules.findIndex(
    ({ effect, scope }) => effect.kind === 'denies' && isAboutAll(scope),
  );
  if (last === -1) return [];
  return rules.slice(last + 1).map((_, index) => ({
    path: `rules[${last + 1 + index}]`,
    message: `is never asked: rules[${last}] denies everything to everybody`,
  }));
}

/** What of a policy is allowed, and seldom meant, with its place. */
export function findRemarks(rules: readonly Rule[]): readonly Problem[] {
  const remarks = rules.flatMap((rule, index) =>
    REMARKS.flatMap((find) => {
      const message = find(rule);
      return message === undefined ? [] : [{ path: `rules[${index}]`, message }];
    }),
  );
  return [...remarks, ...findUnreachable(rules)];
}
