import { TokenError } from '../src/errors.js';

/** The `TokenError` that `run` throws. Fails where it throws nothing; anything else that it throws passes through. */
export function catchTokenError(run: () => unknown): TokenError {
  try {
    run();
  } catch (error) {
    if (error instanceof TokenError) return error;
    throw error;
  }
  throw new Error('expected a TokenError, but nothing was thrown');
}

/** The code of the `TokenError` that `run` throws. */
export function codeOf(run: () => unknown): string {
  return catchTokenError(run).code;
}

/** The code of the `TokenError` that `run` throws, or `fine`. For tests that allow both. */
export function outcomeOf(run: () => unknown): string {
  try {
    run();
    return 'fine';
  } catch (error) {
    if (error instanceof TokenError) return error.code;
    throw error;
  }
}
