import type { CompiledPolicy } from '../compiled-policy.js';
import type { PolicyDecision } from '../policy.js';
import { describeGranted } from './describe-granted.js';
import type {
  ExpectedFields,
  PolicyExpectation,
  PolicyTest,
  PolicyTestReport,
  PolicyTestResult,
} from './policy-test.js';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The same JSON: the order of keys does not count. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one === other;
  const entries = Object.entries(one);
  const others = new Map<string, unknown>(Object.entries(other));
  return (
    Array.isArray(one) === Array.isArray(other) &&
    entries.length === others.size &&
    entries.every(
      ([key, value]: [string, unknown]) => others.has(key) && isSame(value, others.get(key)),
    )
  );
}

const write = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const ruleOf = (decision: PolicyDecision): string | undefined =>
  decision.kind === 'granted' ? decision.granted.rule : decision.rule;

const nameRule = (rule: string | null | undefined): string =>
  typeof rule === 'string' ? `rule ${JSON.stringify(rule)}` : 'no rule';

function compareFields(expected: ExpectedFields, found: ExpectedFields): readonly string[] {
  return Object.entries(expected)
    .filter(([key, value]) => !isSame(value, found[key]))
    .map(([key, value]) => `${key}: expected ${write(value)}, granted ${write(found[key])}`);
}

function compareRules({ rule }: PolicyExpectation, decision: PolicyDecision): readonly string[] {
  const found = ruleOf(decision);
  if (rule === undefined || (rule ?? undefined) === found) return [];
  return [`expected that ${nameRule(rule)} decides, and ${nameRule(found)} did`];
}

function compareDecision(expected: PolicyExpectation, decision: PolicyDecision): readonly string[] {
  if (expected.kind !== decision.kind) {
    const why =
      decision.kind === 'denied' ? `: ${decision.reason}` : ` by ${nameRule(ruleOf(decision))}`;
    return [`expected ${expected.kind}, and it was ${decision.kind}${why}`];
  }
  const rules = compareRules(expected, decision);
  if (expected.kind === 'denied' || decision.kind === 'denied') return rules;
  return [...rules, ...compareFields(expected.fields, describeGranted(decision.granted))];
}

function runTest(
  policy: CompiledPolicy,
  { name, question, expected }: PolicyTest,
): PolicyTestResult {
  const decision = policy.decide(question);
  const differences = compareDecision(expected, decision);
  return { name, passed: differences.length === 0, differences, decision };
}

/** Asks a policy every question of its tests. */
export function runPolicyTests(
  policy: CompiledPolicy,
  tests: readonly PolicyTest[],
): PolicyTestReport {
  const results = tests.map((test) => runTest(policy, test));
  const reached = new Set(results.map(({ decision }) => ruleOf(decision)));
  return {
    passed: results.every(({ passed }) => passed),
    results,
    unreachedRules: policy.ruleNames.filter((name) => !reached.has(name)),
  };
}
