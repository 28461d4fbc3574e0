import type { PolicyDecision, PolicyQuestion } from '../policy.js';

/** What a test expects of the service that is granted: fields of it, as `describeGranted` writes them. */
export type ExpectedFields = Readonly<Record<string, unknown>>;

/** What a test expects. */
export type PolicyExpectation =
  | {
      readonly kind: 'granted';
      /** The rule that grants; undefined: any. */
      readonly rule: string | undefined;
      readonly fields: ExpectedFields;
    }
  | {
      readonly kind: 'denied';
      /** The rule that denies; null: that none grants; undefined: either. */
      readonly rule: string | null | undefined;
    };

/** One question to a policy, and what it must answer. */
export interface PolicyTest {
  readonly name: string;
  readonly question: PolicyQuestion;
  readonly expected: PolicyExpectation;
}

/** What came of one test. */
export interface PolicyTestResult {
  readonly name: string;
  readonly passed: boolean;
  /** What is not as expected, in words; empty where the test passed. */
  readonly differences: readonly string[];
  readonly decision: PolicyDecision;
}

/** What came of all tests. */
export interface PolicyTestReport {
  readonly passed: boolean;
  /** One for each test, in their order. */
  readonly results: readonly PolicyTestResult[];
  /** The rules that decided no test: nothing is known of them. */
  readonly unreachedRules: readonly string[];
}
