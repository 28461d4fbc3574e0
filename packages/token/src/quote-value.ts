const LONGEST = 80;

/** A value from outside as it can stand in a message: quoted, escaped and not too long. */
export function quoteValue(value: unknown): string {
  if (typeof value !== 'string') return typeof value === 'object' ? typeof value : String(value);
  const escaped = JSON.stringify(value.slice(0, LONGEST));
  return value.length > LONGEST ? `${escaped}… (${value.length} characters)` : escaped;
}
