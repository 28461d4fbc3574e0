import type { Problem } from './document/place.js';
import type { Policy, PolicyDecision, PolicyQuestion } from './policy.js';
import type { RulePart } from './rules/rule.js';

/** What became of one rule. */
export interface RuleExplanation {
  readonly rule: string;
  readonly effect: 'grants' | 'denies';
  /** `decided`: it is the answer; `matched`: it would be, but another came first; `unmatched`: see `part`. */
  readonly verdict: 'decided' | 'matched' | 'unmatched';
  /** The first part of the rule that the question fails at. */
  readonly part?: RulePart;
  /** Of what did not match, or why a rule denies. */
  readonly reason?: string;
}

/** A decision, and how it came about. */
export interface PolicyExplanation {
  readonly decision: PolicyDecision;
  /** One for each rule, in their order. */
  readonly rules: readonly RuleExplanation[];
}

/** A policy that was parsed. Pure: equal questions have equal answers. */
export interface CompiledPolicy extends Policy {
  /** The names of the rules, in their order. */
  readonly ruleNames: readonly string[];
  /** What is allowed, and seldom meant; for who writes the policy. */
  readonly remarks: readonly Problem[];
  /** The decision, and what became of each rule: for people, and slower than `decide`. */
  explain(question: PolicyQuestion): PolicyExplanation;
}
