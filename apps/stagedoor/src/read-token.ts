import { UsageError } from './errors.js';
import type { World } from './world.js';

/** The token in what a token server answers, so that its answer can be piped in as it is. */
function tokenOfAnswer(answer: string): string {
  try {
    const parsed: unknown = JSON.parse(answer);
    if (typeof parsed === 'object' && parsed !== null && 'token' in parsed) {
      if (typeof parsed.token === 'string') return parsed.token;
    }
  } catch {
    // Not JSON after all: the text is then inspected as it is, and refused with its reason.
  }
  return answer;
}

/**
 * A token from an argument, or with `-` from standard input, where it stands alone or in the JSON answer of a token
 * server. Throws `usage` for an empty one.
 */
export async function readToken(argument: string, world: World): Promise<string> {
  const given = (argument === '-' ? await world.readStdin() : argument).trim();
  if (given === '')
    throw new UsageError('the token is empty; give it as an argument, or - and pipe it in');
  return given.startsWith('{') ? tokenOfAnswer(given) : given;
}
