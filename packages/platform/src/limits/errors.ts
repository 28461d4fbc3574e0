import { PlatformError } from '../errors.js';

/** The request was signed before the replay memory began, so that nobody knows whether it was accepted before that. */
export class SignedBeforeStartError extends PlatformError {
  readonly code = 'signed_before_start';
  readonly status = 503;

  constructor() {
    super('the request was signed before the memory of signatures began: sign it again and retry');
  }
}
