import { PlatformError } from '../../errors.js';
import { PERMANENT_ENTRY_POINT } from './entry-point.js';

/** The name is not one that an entry point can have. */
export class InvalidEntryPointError extends PlatformError {
  readonly code = 'invalid_entry_point';
  readonly status = 400;

  constructor() {
    super('the name of an entry point has 1 to 64 letters, digits, underscores and hyphens');
  }
}

/** The project has an entry point of that name already. */
export class EntryPointTakenError extends PlatformError {
  readonly code = 'entry_point_taken';
  readonly status = 400;

  constructor(name: string) {
    super(`this project has the entry point ${name} already`);
  }
}

/** The project has as many entry points as it may have. */
export class TooManyEntryPointsError extends PlatformError {
  readonly code = 'too_many_entry_points';
  readonly status = 400;

  /** @param maxEntryPoints How many it may have, beside the permanent one. */
  constructor(maxEntryPoints: number) {
    super(`this project has ${maxEntryPoints} entry points: remove some first`);
  }
}

/** That entry point is there as long as its project. */
export class EntryPointPermanentError extends PlatformError {
  readonly code = 'entry_point_permanent';
  readonly status = 400;

  constructor() {
    super(`the entry point ${PERMANENT_ENTRY_POINT} cannot be removed`);
  }
}
