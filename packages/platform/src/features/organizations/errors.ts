import { PlatformError } from '../../errors.js';

/** An organization of that name is there already. */
export class OrganizationExistsError extends PlatformError {
  readonly code = 'organization_exists';
  readonly status = 409;

  constructor(name: string) {
    super(`an organization of the name ${JSON.stringify(name)} exists already`);
  }
}
