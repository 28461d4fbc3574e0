import { Value } from 'typebox/value';
import { InvalidRequestError } from '../errors.js';
import type { AdminCommand } from './admin-command.js';

/** The input as the command takes it. Throws `invalid_request`, which names the first field that is not as its schema says. */
export function parseAdminInput<Ports>(
  { input: schema }: AdminCommand<Ports>,
  input: object,
): never {
  if (Value.Check(schema, input)) return input as never;
  const [error] = Value.Errors(schema, input);
  const field = error?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  throw new InvalidRequestError(`${field === '' ? 'the input' : field} ${error?.message ?? ''}`);
}
