import type { SecretSlot } from '../../domain/customer-credential.js';
import { PlatformError } from '../../errors.js';

/** The organization has no credential with this customer ID. */
export class CredentialNotFoundError extends PlatformError {
  readonly code = 'credential_not_found';
  readonly status = 404;

  /** @param customerId As it was asked for. */
  constructor(customerId: string) {
    super(
      `there is no customer credential with the customer ID ${JSON.stringify(customerId)}; ` +
        'stagedoor credential list shows all',
    );
  }
}

/** Another credential has this customer ID. */
export class CustomerIdTakenError extends PlatformError {
  readonly code = 'customer_id_taken';
  readonly status = 409;

  constructor() {
    super(
      'a customer credential with this customer ID exists already; leave the ID out to get a new one',
    );
  }
}

/** The secret was given to somebody before. */
export class SecretDownloadedError extends PlatformError {
  readonly code = 'customer_secret_downloaded';
  readonly status = 409;

  /** @param customerId Of the credential. */
  constructor(customerId: string, slot: SecretSlot) {
    super(
      `the ${slot} secret was given out before, and is shown only once; if it is lost, get a new one: ` +
        `stagedoor credential rotate ${customerId}`,
    );
  }
}

/** The credential has no secret in that place. */
export class SecretMissingError extends PlatformError {
  readonly code = 'customer_secret_missing';
  readonly status = 404;

  /** @param slot The place. */
  constructor(slot: SecretSlot) {
    super(`the credential has no ${slot} secret: no rotation is under way`);
  }
}

/** A rotation is under way: the credential cannot have a third secret. */
export class TwoSecretsLiveError extends PlatformError {
  readonly code = 'two_secrets_live';
  readonly status = 409;

  /** @param customerId Of the credential. */
  constructor(customerId: string) {
    super(
      'two secrets are live already: end that rotation with stagedoor credential finish-rotation ' +
        `${customerId}, or drop the older one with --drop-old`,
    );
  }
}

/** The credential would be left without a secret. */
export class LastSecretError extends PlatformError {
  readonly code = 'last_customer_secret';
  readonly status = 409;

  constructor() {
    super('this is the only secret: rotate it first, or disable the credential');
  }
}
