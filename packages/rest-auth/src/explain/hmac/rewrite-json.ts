/** How a library writes JSON. */
export interface JsonStyle {
  readonly comma: string;
  readonly colon: string;
  /** Writes a string with its quotes anew. */
  readonly writeString?: (text: string) => string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Parts of a JSON text, without the blanks between them. */
const splitJson = (text: string): readonly string[] => text.match(TOKEN) ?? [];

/**
 * The same JSON with other blanks and escapes; numbers, order and repeated names stay as they are, which is how most
 * libraries write what they read.
 */
export function rewriteJson(text: string, { comma, colon, writeString }: JsonStyle): string {
  return splitJson(text)
    .map((part) => {
      if (part === ',') return comma;
      if (part === ':') return colon;
      return part.startsWith('"') && writeString !== undefined ? writeString(part) : part;
    })
    .join('');
}

/** A string as Python writes it by default: all that is not ASCII escaped. */
export const escapeNonAscii = (text: string): string =>
  text.replaceAll(
    /[\u0080-\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A string without the escapes of what is not ASCII. */
export const unescapeNonAscii = (text: string): string =>
  text.replaceAll(/\\u(?!00[0-7])[0-9a-f]{4}/gi, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(2), 16)),
  );

/** A string as PHP writes it by default: slashes and all that is not ASCII escaped. */
export const escapeSlashes = (text: string): string =>
  escapeNonAscii(text.replaceAll(/(?<!\\)\//g, String.raw`\/`));

/** A string without escaped slashes. */
export const unescapeSlashes = (text: string): string => text.replaceAll(String.raw`\/`, '/');

/** A string as Go writes it by default: characters of HTML escaped. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value with the names of all its objects sorted. */
export function sortNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortNames);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sortNames(inner)]));
}
