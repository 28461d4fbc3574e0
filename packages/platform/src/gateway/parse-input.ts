import { Compile, type Validator } from 'typebox/compile';
import { InvalidRequestError } from '../errors.js';
import type { Operation } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';

const validators = new WeakMap<Operation<OperationPorts>, Validator>();

function validatorOf(operation: Operation<OperationPorts>): Validator {
  const known = validators.get(operation);
  if (known !== undefined) return known;
  const validator = Compile(operation.input);
  validators.set(operation, validator);
  return validator;
}

/**
 * The input as the operation's handler takes it: as its schema says. Throws `invalid_request`, which names the first field
 * that is not.
 */
export function parseInput(operation: Operation<OperationPorts>, input: object): never {
  const validator = validatorOf(operation);
  if (validator.Check(input)) return input as never;
  const [error] = validator.Errors(input);
  const field = error?.instancePath.split('/').slice(2).join('.') ?? '';
  throw new InvalidRequestError(`${field === '' ? 'the request' : field} ${error?.message ?? ''}`);
}
