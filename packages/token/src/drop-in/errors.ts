/**
 * The errors of the drop-in. Programs that use `agora-token` know the built-in classes and the codes that Node gives
 * them, so these are of those classes and carry those codes; none of them has a page of its own.
 */

/** A number does not fit its field. Node's code for it. */
export class NumberRangeError extends RangeError {
  readonly code: string;
  constructor(min: number, max: number, value: number) {
    super(`a number of the token must be from ${min} to ${max}, but it is ${value}`);
    this.code = 'ERR_OUT_OF_RANGE';
  }
}

/** A value is not of the type that the token has there. Node's code for it. The value is never in the message. */
export class WrongTypeError extends TypeError {
  readonly code: string;
  constructor(wanted: string, value: unknown) {
    super(`the token has ${wanted} where the value is of type ${typeof value}`);
    this.code = 'ERR_INVALID_ARG_TYPE';
  }
}

/** The user of a room is undefined or null. `agora-token` throws a plain Error; the code is Node's. */
export class MissingUserError extends Error {
  readonly code: string;
  constructor() {
    super('the user of a room must be a string, but there is none');
    this.code = 'ERR_INVALID_ARG_VALUE';
  }
}
