import { PlatformError } from '../errors.js';

/** A data key has sealed as many texts as one key may, and none has taken its place. */
export class DataKeyExhaustedError extends PlatformError {
  readonly code = 'data_key_exhausted';
  readonly status = 503;

  /** @param id Of the data key. */
  constructor(id: string) {
    super(
      `data key ${id} has sealed all that it may: make another with stagedoor keys rotate --data-key`,
    );
  }
}

/** What was given as a master key is none. The message never has any of it. */
export class MasterKeyInvalidError extends PlatformError {
  readonly code = 'master_key_invalid';
  readonly status = 500;
}

/** An old master key cannot be removed yet. */
export class MasterKeyInUseError extends PlatformError {
  readonly code = 'master_key_in_use';
  readonly status = 409;

  /** @param ids Of the master keys that data keys are wrapped with. */
  constructor(ids: readonly string[]) {
    super(
      `data keys are still wrapped with master key ${ids.join(', ')}: run stagedoor keys rotate to its end first`,
    );
  }
}

/** There is no newer master key to rotate to, and none can be made here. */
export class MasterKeyNotRotatableError extends PlatformError {
  readonly code = 'master_key_not_rotatable';
  readonly status = 409;

  /** @param source Where master keys come from. */
  constructor(source: string) {
    super(
      `${source} has no newer master key, and cannot be changed from here: put a new key in front of those that are ` +
        'there, restart the servers where they read it at start, and run this again',
    );
  }
}

/** Where the master key comes from gives none: no file, one that others can read, or a program that failed. */
export class MasterKeyUnavailableError extends PlatformError {
  readonly code = 'master_key_unavailable';
  readonly status = 503;
}
