import type { ServiceName } from '@stagedoor/token';
import type { RequestedService } from '../requests/token-request.js';
import type { CompiledPolicy, PolicyExplanation, RuleExplanation } from './compiled-policy.js';
import type { Problem } from './document/place.js';
import type { GrantedService, PolicyDecision, PolicyQuestion } from './policy.js';
import { answerRule, AskedQuestion, type RuleAnswer } from './rules/answer-rule.js';
import { findRemarks } from './rules/find-remarks.js';
import type { Rule } from './rules/rule.js';
import { SERVICE_NAMES } from './service-traits-table.js';

/** How many rules the reason of a refusal names. */
const MAX_NAMED_RULES = 20;

const isAbout = ({ scope }: Rule, service: ServiceName): boolean =>
  scope.services?.has(service) ?? true;

/** Whether a token can say something else than the request does. */
function changesRequest({ effect }: Rule): boolean {
  if (effect.kind === 'denies') return false;
  const { role, privileges, fixedChannel, user, roomRole } = effect.grant;
  const kinds = [role?.kind, privileges?.kind, user?.kind, roomRole?.kind];
  return (
    fixedChannel !== undefined || kinds.some((kind) => kind !== undefined && kind !== 'requested')
  );
}

/** A request for what is granted. A uid that is derived is not known yet. */
function toRequested({ user, ...granted }: GrantedService): RequestedService {
  const { service, channel, role, privileges, roomRole } = granted;
  return {
    service,
    channel,
    role,
    privileges,
    roomRole,
    user: user?.kind === 'derived' ? undefined : user,
  };
}

/** What a token of a room of the education service opens beside the room, for the same user. */
function companionsOf({ service, channel, user }: GrantedService): readonly RequestedService[] {
  if (service !== 'apaas' || channel === undefined) return [];
  const named = user?.kind === 'derived' ? undefined : user;
  return [
    { service: 'rtm', user: named },
    { service: 'chat', user: named },
  ];
}

function describeVerdict(
  answer: RuleAnswer,
): Partial<RuleExplanation> & Pick<RuleExplanation, 'verdict'> {
  switch (answer.kind) {
    case 'unmatched':
      return { verdict: 'unmatched', part: answer.mismatch.part, reason: answer.mismatch.reason() };
    case 'denies':
      return { verdict: 'matched', reason: answer.reason };
    case 'grants':
      return { verdict: 'matched' };
  }
}

/** The policy of a list of rules. */
export class RulePolicy implements CompiledPolicy {
  readonly ruleNames: readonly string[];
  readonly remarks: readonly Problem[];
  readonly #rules: readonly Rule[];
  readonly #rulesOf: ReadonlyMap<ServiceName, readonly Rule[]>;
  /** For each rule that can grant something else than what is asked for, or more: the denials before it. */
  readonly #denialsBefore: ReadonlyMap<Rule, readonly Rule[]>;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    this.ruleNames = rules.map(({ name }) => name);
    this.remarks = findRemarks(rules);
    this.#rulesOf = new Map(
      SERVICE_NAMES.map((name) => [name, rules.filter((rule) => isAbout(rule, name))]),
    );
    this.#denialsBefore = new Map(
      rules.flatMap((rule, index) => {
        if (!changesRequest(rule) && !isAbout(rule, 'apaas')) return [];
        return [
          [rule, rules.slice(0, index).filter(({ effect }) => effect.kind === 'denies')] as const,
        ];
      }),
    );
  }

  /** The first rule that matches decides. */
  decide(question: PolicyQuestion): PolicyDecision {
    const asked = new AskedQuestion(question);
    for (const rule of this.#rulesOf.get(question.service.service) ?? []) {
      const answer = answerRule(rule, asked);
      if (answer.kind === 'denies')
        return { kind: 'denied', rule: rule.name, reason: answer.reason };
      if (answer.kind === 'grants') return this.#confirm(rule, answer.granted, question);
    }
    return { kind: 'denied', rule: undefined, reason: this.#describeNone(asked) };
  }

  explain(question: PolicyQuestion): PolicyExplanation {
    const decision = this.decide(question);
    const decider = decision.kind === 'granted' ? decision.granted.rule : decision.rule;
    const asked = new AskedQuestion(question);
    const rules = this.#rules.map((rule): RuleExplanation => {
      const effect = rule.effect.kind;
      const described = { rule: rule.name, effect, ...describeVerdict(answerRule(rule, asked)) };
      if (rule.name !== decider) return described;
      const { part: _, reason: __, ...decided } = described;
      return {
        ...decided,
        verdict: 'decided',
        ...(decision.kind === 'denied' && { reason: decision.reason }),
      };
    });
    return { decision, rules };
  }

  /** A denial is asked again: of what a later rule would make of the request, and of all that its token would open. */
  #confirm(rule: Rule, granted: GrantedService, question: PolicyQuestion): PolicyDecision {
    const denials = this.#denialsBefore.get(rule) ?? [];
    if (denials.length === 0) return { kind: 'granted', granted };
    for (const service of [toRequested(granted), ...companionsOf(granted)]) {
      const asked = new AskedQuestion({ ...question, service });
      for (const denial of denials) {
        if (!isAbout(denial, service.service)) continue;
        const answer = answerRule(denial, asked);
        if (answer.kind !== 'denies') continue;
        const reason = `${answer.reason} (of what rule ${JSON.stringify(rule.name)} would grant)`;
        return { kind: 'denied', rule: denial.name, reason };
      }
    }
    return { kind: 'granted', granted };
  }

  #describeNone(asked: AskedQuestion): string {
    const reasons = this.#rules.slice(0, MAX_NAMED_RULES).flatMap((rule) => {
      const answer = answerRule(rule, asked);
      return answer.kind === 'unmatched' ? [`${rule.name}: ${answer.mismatch.reason()}`] : [];
    });
    const hidden = this.#rules.length - reasons.length;
    return `no rule grants it: ${reasons.join('; ')}${hidden > 0 ? `; and ${hidden} more` : ''}`;
  }
}
