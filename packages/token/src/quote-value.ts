const LONGEST = 80;

function quoteText(text: string): string {
  const escaped = JSON.stringify(text.slice(0, LONGEST));
  return text.length > LONGEST ? `${escaped}… (${text.length} characters)` : escaped;
}

/** A value from outside as it can stand in a message: quoted, escaped and not too long; of an object only the type. */
export function quoteValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoteText(value);
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'undefined':
      return String(value);
    default:
      return value === null ? 'null' : typeof value;
  }
}
