import {
  AuthError,
  type Principal,
  type ReceivedRequest,
  verifyRequest,
  type VerifyRequestOptions,
} from '../src/index.js';

/** What the table calls U, D, C and M: a 401 with one of four texts. */
const TEXTS = {
  U: 'Unauthorized',
  D: 'HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication',
  C: 'HMAC signature cannot be verified',
  M: 'HMAC signature does not match',
} as const;

/** A letter of the table, a status where it is no 401, or the request is authenticated. */
export type Letter = 'ok' | keyof typeof TEXTS | '400' | '413' | '431' | '503';

/** What became of a request. */
export interface Outcome {
  readonly letter: Letter | undefined;
  /** The code of the failure; undefined where there is none. */
  readonly code: string | undefined;
  readonly error: AuthError | undefined;
  readonly principal: Principal | undefined;
}

/** The letter of an answer; undefined for one that the table does not have. */
function letterOf({ answer }: AuthError): Letter | undefined {
  if (answer.status !== 401) return `${answer.status}` as Letter;
  const { message } = JSON.parse(answer.body) as { readonly message: string };
  return (['U', 'D', 'C', 'M'] as const).find((letter) => TEXTS[letter] === message);
}

/** Verifies, and passes on whatever is no refusal. */
export async function outcomeOf(
  request: ReceivedRequest,
  options: VerifyRequestOptions,
): Promise<Outcome> {
  try {
    const principal = await verifyRequest(request, options);
    return { letter: 'ok', code: undefined, error: undefined, principal };
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return { letter: letterOf(error), code: error.code, error, principal: undefined };
  }
}
