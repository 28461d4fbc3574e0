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

/** What stands around a token where it is pasted from a request: the header's name, its scheme, quotes. */
const WRAPPINGS = [
  /^(["'])(?<inner>.*)\1$/su,
  /^(?:authorization|x-agora-token)\s*:(?<inner>.*)$/isu,
  /^bearer(?!\S)(?<inner>.*)$/isu,
  /^agora\s+token\s*=(?<inner>.*)$/isu,
];
/** One of each, and quotes around each of them. */
const MAX_WRAPPINGS = 8;

function unwrapOnce(text: string): string {
  for (const wrapping of WRAPPINGS) {
    const inner = wrapping.exec(text)?.groups?.['inner'];
    if (inner !== undefined) return inner.trim();
  }
  return text;
}

function unwrap(text: string): string {
  let inner = text.trim();
  for (let left = MAX_WRAPPINGS; left > 0; left -= 1) {
    const unwrapped = unwrapOnce(inner);
    if (unwrapped === inner) return inner;
    inner = unwrapped;
  }
  return inner;
}

/**
 * A token from an argument, or with `-` from standard input. It may stand alone, in a pasted header (`Authorization:
 * Bearer 007…`, `agora token=007…`, `x-agora-token: 007…`), in quotes, or in the JSON answer of a token server. Throws
 * `usage` for an empty one.
 */
export async function readToken(argument: string, world: World): Promise<string> {
  const given = (argument === '-' ? await world.readStdin() : argument).trim();
  const token = unwrap(given.startsWith('{') ? tokenOfAnswer(given) : given);
  if (token === '')
    throw new UsageError('the token is empty; give it as an argument, or - and pipe it in');
  return token;
}
