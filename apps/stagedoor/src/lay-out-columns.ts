import type { Paint } from './paint.js';

const GAP = '  ';
/** What a terminal would obey, or show in another order: controls, formats, halves of pairs, and what has no meaning yet. */
const UNSHOWN = /\p{C}/gu;

/** A text as a terminal may show it: what is not to be seen is written as `\u{1b}`. */
export function showText(text: string): string {
  return text.replaceAll(
    UNSHOWN,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Rows as lines, in columns as wide as what is in them; the last one ends where it ends. */
export function layOutColumns(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
): readonly string[] {
  const shown = rows.map((row) => row.map(showText));
  const widths = heading.map((name, column) =>
    Math.max(name.length, ...shown.map((row) => row[column]?.length ?? 0)),
  );
  const layOut = (row: readonly string[]): string =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd();
  return [paint('heading', layOut(heading)), ...shown.map(layOut)];
}
