/** An object of texts as a column holds it: JSON that we wrote. */
export function parseTextMap(column: string): Readonly<Record<string, string>> {
  return JSON.parse(column) as Readonly<Record<string, string>>;
}
