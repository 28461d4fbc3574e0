import { PlatformError } from '../../errors.js';

/** There is no policy, or that version of it is not kept. */
export class TokenPolicyNotFoundError extends PlatformError {
  readonly code = 'token_policy_not_found';
  readonly status = 404;
}

/** A policy is set that this version of the program cannot read. */
export class TokenPolicyUnusableError extends PlatformError {
  readonly code = 'token_policy_unusable';
  readonly status = 500;

  /**
   * @param version Of the policy.
   * @param cause What is wrong with it.
   */
  constructor(version: number, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : 'for an unknown reason';
    super(
      `version ${version} of the policy cannot be used, and no token is given until another one is set: ${reason}`,
      { cause },
    );
  }
}

/** The document is no policy. The message says why. */
export class TokenPolicyInvalidError extends PlatformError {
  readonly code = 'policy_invalid';
  readonly status = 400;
}
