const LONGEST = 80;

function quoteText(text: string): string {
  const escaped = JSON.stringify(text.slice(0, LONGEST));
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
