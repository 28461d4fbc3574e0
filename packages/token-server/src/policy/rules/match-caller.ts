import type { Caller } from '../../callers/caller.js';
import { matchesAny } from '../text-pattern.js';
import type { CallerMatcher, Rule } from './rule.js';

const isOf = ({ kind, issuer, ids, scopes }: CallerMatcher, caller: Caller): boolean =>
  kind === caller.kind &&
  (issuer === undefined || issuer === caller.issuer) &&
  (ids === undefined || matchesAny(ids, caller.id)) &&
  scopes.every((scope) => caller.scopes.includes(scope));

/**
 * Whether a rule is about a caller. A rule that names no callers grants to all but anonymous ones, and denies to all: who
 * forgets to name them loses nothing by it.
 */
export function matchCaller({ scope: { callers }, effect }: Rule, caller: Caller): boolean {
  if (callers === undefined) return effect.kind === 'denies' || caller.kind !== 'anonymous';
  return callers.some((matcher) => isOf(matcher, caller));
}
