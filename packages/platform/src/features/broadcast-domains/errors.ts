import { PlatformError } from '../../errors.js';

/** The name is not one that a domain can have. The message says why. */
export class InvalidDomainError extends PlatformError {
  readonly code = 'invalid_domain';
  readonly status = 400;
}

/** The name belongs to a project already, whichever it is. */
export class DomainTakenError extends PlatformError {
  readonly code = 'domain_taken';
  readonly status = 400;

  constructor(name: string) {
    super(`the domain ${name} is in use already: remove it from its project first`);
  }
}

/** The project has no domain of that name; another may have it. */
export class DomainNotFoundError extends PlatformError {
  readonly code = 'domain_not_found';
  readonly status = 404;

  constructor() {
    super('this project has no domain of that name');
  }
}

/** The project has as many domains as it may have. */
export class TooManyDomainsError extends PlatformError {
  readonly code = 'too_many_domains';
  readonly status = 400;

  /** @param maxDomains How many it may have. */
  constructor(maxDomains: number) {
    super(`this project has ${maxDomains} domains: remove some first`);
  }
}

/** The timestamp key of a domain is too long, or no text that has octets. */
export class InvalidAuthKeyError extends PlatformError {
  readonly code = 'invalid_auth_key';
  readonly status = 400;
}
