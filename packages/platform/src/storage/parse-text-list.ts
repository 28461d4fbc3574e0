/** A list of texts as a column holds it: JSON that we wrote. */
export function parseTextList(column: string): readonly string[] {
  return JSON.parse(column) as readonly string[];
}
