import { AuthError } from '../src/index.js';

/** The `AuthError` that `outcome` ends in. Fails where it succeeds; any other error passes through. */
export async function catchAuthError(outcome: Promise<unknown>): Promise<AuthError> {
  try {
    await outcome;
  } catch (error) {
    if (error instanceof AuthError) return error;
    throw error;
  }
  throw new Error('expected an AuthError, but the request was accepted');
}

/** What sender and operator learn of a refusal. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly code: string;
  readonly publicCode: string;
}

/** The refusal that `outcome` ends in. */
export async function refusalOf(outcome: Promise<unknown>): Promise<Refusal> {
  const { code, publicCode, answer } = await catchAuthError(outcome);
  const { message } = JSON.parse(answer.body) as { readonly message: string };
  return { status: answer.status, message, code, publicCode };
}
