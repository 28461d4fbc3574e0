import { AuthError } from '@stagedoor/rest-auth';
import { TokenError } from '@stagedoor/token';

/** One vector on one runtime. */
export interface Trial {
  readonly name: string;
  readonly got: string;
  readonly wanted: string;
  /** What else it said, which no vector holds but which must be the same everywhere. */
  readonly detail: string;
}

/** What `act` returns; the code, where it throws one of our errors. Anything else that it throws is shown as it is. */
export function outcomeOf(act: () => string): string {
  try {
    return act();
  } catch (error) {
    return error instanceof TokenError ? error.code : `threw ${String(error)}`;
  }
}

/** What `act` comes to; the code, where a request is refused. Anything else that it throws is shown as it is. */
export async function refusalOf(act: () => Promise<string>): Promise<string> {
  try {
    return await act();
  } catch (error) {
    return error instanceof AuthError ? error.code : `threw ${String(error)}`;
  }
}

/**
 * The token with each of its characters replaced in turn. `judge` says what a verifier makes of it: `forged` where it
 * accepts what nobody signed.
 */
export function tryDamage(
  name: string,
  token: string,
  judge: (damaged: string) => string,
): readonly Trial[] {
  return Array.from(token, (character, index) => {
    const other = character === 'A' ? 'B' : 'A';
    const detail = judge(token.slice(0, index) + other + token.slice(index + 1));
    const isBad = detail === 'forged' || detail.startsWith('threw');
    const got = isBad ? detail : 'no forgery';
    return { name: `damage ${name} at ${index}`, got, wanted: 'no forgery', detail };
  });
}
