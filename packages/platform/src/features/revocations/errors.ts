import { PlatformError } from '../../errors.js';

/** The token cannot be revoked, because it opens nothing anyway: it is over, or none of the project. */
export class TokenNotRevocableError extends PlatformError {
  readonly code = 'token_not_revocable';
  readonly status = 400;

  /** @param tokenCode What a verifier says of it. */
  constructor(tokenCode: string, reason: string, options?: ErrorOptions) {
    super(`there is nothing to revoke (${tokenCode}): ${reason}`, options);
  }
}
