/** Policies as documents: parsed, type-checked, explained and tested. */
export type {
  CompiledPolicy,
  PolicyExplanation,
  RuleExplanation,
} from './policy/compiled-policy.js';
export { parsePolicyText } from './policy/document/parse-policy-text.js';
export type { Problem } from './policy/document/place.js';
export { PolicyInvalidError, PolicyTestsInvalidError } from './policy/errors.js';
export { parsePolicy } from './policy/parse-policy.js';
export { describeGranted } from './policy/policy-tests/describe-granted.js';
export { parsePolicyQuestion } from './policy/policy-tests/parse-policy-question.js';
export { parsePolicyTests } from './policy/policy-tests/parse-policy-tests.js';
export type {
  ExpectedFields,
  PolicyExpectation,
  PolicyTest,
  PolicyTestReport,
  PolicyTestResult,
} from './policy/policy-tests/policy-test.js';
export { runPolicyTests } from './policy/policy-tests/run-policy-tests.js';
export type { RulePart } from './policy/rules/rule.js';
