import type { CallerAuthenticator } from '../callers/caller.js';

/** The values of `WWW-Authenticate`; undefined where there is no way to say who calls. */
export interface Challenges {
  /** Of an answer to a request that showed nothing. */
  readonly asking: string | undefined;
  /** Of an answer to a request whose credential was refused. */
  readonly refusing: string | undefined;
}

const BEARER = /^bearer\b/i;

/** RFC 6750, section 3.1: a reason only where something was shown. */
function refuse(challenge: string): string {
  if (!BEARER.test(challenge)) return challenge;
  return `${challenge}${challenge.includes(' ') ? ',' : ''} error="invalid_token"`;
}

/** What a server asks for that has these ways to prove who calls. */
export function buildChallenges(
  ways: readonly Pick<CallerAuthenticator, 'challenge'>[],
): Challenges {
  const named = [...new Set(ways.map(({ challenge }) => challenge))].filter((name) => name !== '');
  if (named.length === 0) return { asking: undefined, refusing: undefined };
  return { asking: named.join(', '), refusing: named.map(refuse).join(', ') };
}
