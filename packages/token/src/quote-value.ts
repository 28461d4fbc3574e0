const LONGEST = 80;

/** What JSON leaves as it is, and a terminal or an editor may obey: C1 controls, line separators, text direction. */
const INVISIBLE = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu;

const escapeCharacter = (character: string): string =>
  `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;

function quoteText(text: string): string {
  const escaped = JSON.stringify(text.slice(0, LONGEST)).replace(INVISIBLE, escapeCharacter);
  return text.length > LONGEST ? `${escaped}… (${text.length} characters)` : escaped;
}

const PLAIN_TYPES: ReadonlySet<string> = new Set(['number', 'bigint', 'boolean', 'undefined']);

const isPlain = (value: unknown): value is number | bigint | boolean | undefined =>
  PLAIN_TYPES.has(typeof value);

/** A value from outside as it can stand in a message: quoted, escaped and not too long; of an object only the type. */
export function quoteValue(value: unknown): string {
  if (typeof value === 'string') return quoteText(value);
  if (isPlain(value)) return String(value);
  return value === null ? 'null' : typeof value;
}
