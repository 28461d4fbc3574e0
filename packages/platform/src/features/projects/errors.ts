import type { CertificateSlot } from '../../domain/project.js';
import { PlatformError } from '../../errors.js';

/** No project has these names, or it is another customer's, or it is disabled and the operation needs it enabled. */
export class ProjectNotFoundError extends PlatformError {
  readonly code = 'project_not_found';
  readonly status = 404;

  /** @param message What is not there; the text of the documents unless given. */
  constructor(message = 'project not exist') {
    super(message);
  }
}

/** Another project of the organization has the name. */
export class ProjectNameTakenError extends PlatformError {
  readonly code = 'project_name_taken';
  readonly status = 400;

  /** @param name The name. */
  constructor(name: string) {
    super(`a project of the name ${JSON.stringify(name)} exists already; choose another`);
  }
}

/** The organization has as many projects as it may have. */
export class TooManyProjectsError extends PlatformError {
  readonly code = 'too_many_projects';
  readonly status = 400;

  /** @param maxProjects How many it may have. */
  constructor(maxProjects: number) {
    super(`there are ${maxProjects} projects, and no more may be; delete one that is not needed`);
  }
}

/** The credential is for chosen projects, and what is asked for concerns others. */
export class ScopedCredentialError extends PlatformError {
  readonly code = 'scoped_credential';
  readonly status = 403;

  constructor() {
    super('this customer credential is for chosen projects and cannot create one');
  }
}

/** There is a secondary certificate already. */
export class CertificateExistsError extends PlatformError {
  readonly code = 'certificate_exists';
  readonly status = 409;

  constructor() {
    super('the project has a secondary certificate already: promote it, or remove it first');
  }
}

/** The project has no certificate in that place. */
export class CertificateMissingError extends PlatformError {
  readonly code = 'certificate_missing';
  readonly status = 404;

  /** @param slot The place. */
  constructor(slot: CertificateSlot) {
    super(`the project has no ${slot} certificate: add one first`);
  }
}

/** The secondary certificate is disabled, so it cannot take the place of the primary one. */
export class CertificateDisabledError extends PlatformError {
  readonly code = 'certificate_disabled';
  readonly status = 409;

  constructor() {
    super(
      'the secondary certificate is disabled, and new tokens would be refused: enable it first',
    );
  }
}

/** The primary certificate cannot go while another waits to take its place. */
export class PrimaryCertificateError extends PlatformError {
  readonly code = 'primary_certificate_in_use';
  readonly status = 409;

  constructor() {
    super('new tokens are signed with the primary certificate: promote the secondary one first');
  }
}

/** The project would be left without a live certificate. */
export class LastCertificateError extends PlatformError {
  readonly code = 'last_live_certificate';
  readonly status = 409;

  constructor() {
    super(
      'this is the last live certificate: without it every token of the project is refused, and none can be signed; ' +
        'add another one first, or force it',
    );
  }
}
