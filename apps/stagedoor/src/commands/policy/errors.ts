import type { PolicyInvalidError, PolicyTestsInvalidError } from '@stagedoor/token-server/policy';
import { CommandError, UserRefusedError } from '../../errors.js';

/** A document cannot be used: `code` is that of what is wrong with it. */
export class PolicyFileError extends CommandError {
  readonly code: string;

  constructor(name: string, { code, message }: PolicyInvalidError | PolicyTestsInvalidError) {
    const lines = message.split('\n');
    super(lines.length === 1 ? `${name}: ${message}` : [`${name}:`, ...lines].join('\n  '));
    this.code = code;
  }
}

/** The policy does not grant what was asked for; why was printed. */
export class PolicyDeniedError extends UserRefusedError {
  constructor(reason: string) {
    super('not_granted', reason);
  }
}

/** The policy does not answer as its tests expect; what differs was printed. */
export class PolicyTestsFailedError extends UserRefusedError {
  override readonly code = 'policy_tests_failed';

  constructor(failedCount: number) {
    super(
      'policy_tests_failed',
      `${failedCount} ${failedCount === 1 ? 'test' : 'tests'} failed; see the report`,
    );
  }
}
