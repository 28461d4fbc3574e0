import { quoteValue } from '@stagedoor/token';
import { isWildcardChannel, type RequestFacts } from '../request-facts.js';
import { matchesAny, type TextPattern } from '../text-pattern.js';
import type { Mismatch, Rule, RulePart } from './rule.js';

/** A name of a request: one thing, everything, or left out. */
type Named =
  | { readonly kind: 'one'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'none' };

const ANY: Named = { kind: 'any' };
const NONE: Named = { kind: 'none' };

function nameChannel({ channel }: RequestFacts): Named {
  if (channel === undefined) return NONE;
  return isWildcardChannel(channel) ? ANY : { kind: 'one', text: channel };
}

function nameUser({ user, userText }: RequestFacts): Named {
  if (user === undefined) return NONE;
  return user.kind === 'anyone' ? ANY : { kind: 'one', text: userText };
}

/** What is everything holds what a denial names, and is not what a grant names. */
function matchesNamed(rule: Rule, patterns: readonly TextPattern[], named: Named): boolean {
  switch (named.kind) {
    case 'one':
      return matchesAny(patterns, named.text);
    case 'any':
      return rule.effect.kind === 'denies';
    case 'none':
      return false;
  }
}

function describeNamed(noun: string, named: Named): string {
  if (named.kind === 'none') return `no ${noun} is named`;
  return named.kind === 'any'
    ? `any ${noun} is asked for`
    : `the ${noun} is ${quoteValue(named.text)}`;
}

const failAt = (part: RulePart, reason: () => string): Mismatch => ({ part, reason });

/** At which of its lists a rule is not about a request; undefined where it is. */
export function findRequestMismatch(rule: Rule, facts: RequestFacts): Mismatch | undefined {
  const { projects, services, channels, users, roles } = rule.scope;
  const { appId, service, role } = facts;
  if (projects !== undefined && !projects.has(appId))
    return failAt('projects', () => `the project is ${appId}`);
  if (services !== undefined && !services.has(service))
    return failAt('services', () => `the service is ${service}`);
  if (channels !== undefined && !matchesNamed(rule, channels, nameChannel(facts))) {
    return failAt('channels', () => describeNamed('channel', nameChannel(facts)));
  }
  if (users !== undefined && !matchesNamed(rule, users, nameUser(facts))) {
    return failAt('users', () => describeNamed('user', nameUser(facts)));
  }
  if (roles !== undefined && (role === undefined || !roles.has(role))) {
    return failAt('roles', () =>
      role === undefined ? `${service} has no roles` : `the role is ${role}`,
    );
  }
  return undefined;
}
