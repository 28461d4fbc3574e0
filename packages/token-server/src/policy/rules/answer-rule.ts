import { quoteValue } from '@stagedoor/token';
import { type ConditionInput, toConditionInput } from '../conditions/condition-input.js';
import type { GrantedService, PolicyQuestion } from '../policy.js';
import { factsOf, type RequestFacts } from '../request-facts.js';
import { applyGrant } from './apply-grant.js';
import { matchCaller } from './match-caller.js';
import { findRequestMismatch } from './match-request.js';
import type { Mismatch, Rule } from './rule.js';

/** A question, with what rules need to know of it. */
export class AskedQuestion {
  readonly question: PolicyQuestion;
  readonly facts: RequestFacts;
  #input: ConditionInput | undefined;

  constructor(question: PolicyQuestion) {
    this.question = question;
    this.facts = factsOf(question);
  }

  /** Made when the first condition is asked. */
  get input(): ConditionInput {
    this.#input ??= toConditionInput(this.question, this.facts);
    return this.#input;
  }
}

/** What one rule says of a question. */
export type RuleAnswer =
  | { readonly kind: 'unmatched'; readonly mismatch: Mismatch }
  | { readonly kind: 'denies'; readonly reason: string }
  | { readonly kind: 'grants'; readonly granted: GrantedService };

const unmatched = (part: Mismatch['part'], reason: () => string): RuleAnswer => ({
  kind: 'unmatched',
  mismatch: { part, reason },
});

/** Who a caller is; of scopes that a rule asks for, which ones the caller lacks. */
function describeCaller({ scope: { callers = [] } }: Rule, { caller }: PolicyQuestion): string {
  const { kind, id, issuer, scopes } = caller;
  if (kind === 'anonymous') return 'the caller is anonymous';
  const of = issuer === undefined ? '' : ` of ${quoteValue(issuer)}`;
  const asked = callers.filter((matcher) => matcher.kind === kind);
  const missing = asked
    .flatMap((matcher) => matcher.scopes)
    .filter((name) => !scopes.includes(name));
  const without =
    missing.length === 0 ? '' : ` without the scope ${missing.map(quoteValue).join(', ')}`;
  return `the caller is ${kind} ${quoteValue(id)}${of}${without}`;
}

function answerGrant(rule: Rule, asked: AskedQuestion): RuleAnswer {
  if (rule.effect.kind === 'denies') return { kind: 'denies', reason: rule.effect.reason };
  const applied = applyGrant(rule.name, rule.effect.grant, asked);
  return applied.kind === 'unfit'
    ? unmatched('grant', () => applied.reason)
    : { kind: 'grants', granted: applied.granted };
}

/** A condition that fails keeps a rule from granting, and keeps none from denying. */
function answerCondition(rule: Rule, asked: AskedQuestion): RuleAnswer | undefined {
  const verdict = rule.scope.when?.evaluate(asked.input);
  if (verdict === undefined || verdict.kind === 'true') return undefined;
  if (verdict.kind === 'false') return unmatched('when', () => 'the condition is false');
  const { effect } = rule;
  if (effect.kind === 'grants')
    return unmatched('when', () => `the condition fails: ${verdict.reason}`);
  return { kind: 'denies', reason: `${effect.reason} (its condition fails: ${verdict.reason})` };
}

/** What one rule says, all others left aside. */
export function answerRule(rule: Rule, asked: AskedQuestion): RuleAnswer {
  if (!matchCaller(rule, asked.question.caller))
    return unmatched('callers', () => describeCaller(rule, asked.question));
  const mismatch = findRequestMismatch(rule, asked.facts);
  if (mismatch !== undefined) return { kind: 'unmatched', mismatch };
  return answerCondition(rule, asked) ?? answerGrant(rule, asked);
}
