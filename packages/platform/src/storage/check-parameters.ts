import { InvalidRequestError } from '../errors.js';

/** What one engine would refuse and another would change: it must not depend on the engine. */
function findFault(parameter: unknown): string | undefined {
  if (typeof parameter === 'string' && parameter.includes('\0')) {
    return 'a text has the character U+0000';
  }
  if (typeof parameter === 'number' && !Number.isSafeInteger(parameter)) {
    return 'a number is not whole, or beyond 2^53';
  }
  return undefined;
}

/** Throws `invalid_request` for values that not every engine keeps as they are. */
export function checkParameters(parameters: readonly unknown[]): void {
  for (const parameter of parameters) {
    const fault = findFault(parameter);
    if (fault !== undefined) throw new InvalidRequestError(`${fault}, which cannot be stored`);
  }
}
