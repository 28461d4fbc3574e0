import { PlatformError } from '../../errors.js';

/** The organization has no API key with this ID. */
export class ApiKeyNotFoundError extends PlatformError {
  readonly code = 'api_key_not_found';
  readonly status = 404;

  /** @param keyId As it was asked for. */
  constructor(keyId: string) {
    super(
      `there is no API key with the ID ${JSON.stringify(keyId)}: stagedoor api-key list shows all`,
    );
  }
}

/** Another API key has this ID. */
export class ApiKeyTakenError extends PlatformError {
  readonly code = 'api_key_taken';
  readonly status = 409;

  constructor() {
    super('an API key with this ID exists already: make a new one, with an ID of its own');
  }
}

/** A rotation is under way: the key cannot have a third secret. */
export class ApiKeyRotatingError extends PlatformError {
  readonly code = 'api_key_rotating';
  readonly status = 409;

  /** @param expiresAt When the older of the two secrets ends, Unix seconds. */
  constructor(expiresAt: number) {
    super(
      `two secrets of the key are live until ${expiresAt} (Unix seconds): wait for it, or drop the older one with ` +
        '--drop-old',
    );
  }
}
