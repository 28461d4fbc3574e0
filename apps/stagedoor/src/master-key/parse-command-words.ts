import { UsageError } from '../errors.js';

/** A word, or the inside of one pair of quotes. */
const PART = /\s+|'(?<single>[^']*)'|"(?<double>[^"\\$`]*)"|(?<bare>[^\s'"\\|&;<>()$`*?[\]{}~#]+)/y;

const HINT =
  'no shell runs it: give words with or without quotes, or a JSON list of words, and put anything more into a script';

/** The list of texts; undefined where the text is something else. */
function parseList(text: string): readonly string[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isList = Array.isArray(parsed) && parsed.every((word) => typeof word === 'string');
  return isList ? (parsed as readonly string[]) : undefined;
}

/** The words of a command line as a shell would split it, without anything else that a shell does. */
function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const groups = PART.exec(text)?.groups;
    if (groups === undefined)
      throw new UsageError(`the master key command cannot be read: ${HINT}`);
    const part = groups['single'] ?? groups['double'] ?? groups['bare'];
    if (part === undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + part;
    }
  }
  return word === undefined ? words : [...words, word];
}

/**
 * A program and its arguments from a command line: `vault kv get -field=key stagedoor`, or `["vault", "kv"]` in JSON.
 * Throws `usage`, also for what only a shell would understand.
 */
export function parseCommandWords(text: string): readonly [string, ...string[]] {
  const isList = text.trimStart().startsWith('[');
  const words = isList ? parseList(text) : splitWords(text.trim());
  if (words === undefined) {
    throw new UsageError(`the master key command is no list of texts: ${HINT}`);
  }
  const [program = '', ...rest] = words;
  if (program === '' || words.some((word) => word.includes('\0'))) {
    throw new UsageError(`the master key command is empty: ${HINT}`);
  }
  return [program, ...rest];
}
