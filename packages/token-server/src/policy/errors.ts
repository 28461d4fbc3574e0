import type { Problem } from './document/place.js';

const describeProblem = ({ path, message }: Problem): string =>
  path === '' ? `the document ${message}` : `${path} ${message}`;

const describeProblems = (problems: readonly Problem[]): string =>
  problems.map(describeProblem).join('\n');

/** A policy that cannot be used. `message` has one line for each problem; the path of each comes first. */
export class PolicyInvalidError extends Error {
  override readonly name: string = 'PolicyInvalidError';
  readonly code = 'policy_invalid';
  /** At least one. */
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(describeProblems(problems));
    this.problems = problems;
  }
}

/** Tests of a policy, a caller or a request that cannot be read. */
export class PolicyTestsInvalidError extends Error {
  override readonly name: string = 'PolicyTestsInvalidError';
  readonly code = 'policy_tests_invalid';
  /** At least one. */
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(describeProblems(problems));
    this.problems = problems;
  }
}
