import type { Paint, Tone } from './paint.js';

/** A name and what stands beside it. */
export interface Cell {
  readonly label: string;
  readonly value: string;
  /** Of the value. Default `plain`. */
  readonly tone?: Tone;
}

/** Some rows of a table, alone or indented under a heading. */
export interface Section {
  /** A name, and a remark beside it. */
  readonly heading?: Cell;
  readonly cells: readonly Cell[];
  /** A line below them. */
  readonly note?: string;
}

const INDENT = '  ';
const GAP = '  ';

const indentOf = ({ heading }: Section): string => (heading === undefined ? '' : INDENT);

function widthOf(section: Section): number {
  const indent = indentOf(section).length;
  const own = section.cells.map(({ label }) => indent + label.length);
  return Math.max(section.heading?.label.length ?? 0, ...own);
}

/** A table as lines, all its values in one column. */
export function layOutTable(sections: readonly Section[], paint: Paint): readonly string[] {
  const width = Math.max(...sections.map(widthOf)) + GAP.length;
  const layOut = (
    labelTone: Tone,
    indent: string,
    { label, value, tone = 'plain' }: Cell,
  ): string => {
    const space = value === '' ? '' : ' '.repeat(width - indent.length - label.length);
    return `${indent}${paint(labelTone, label)}${space}${paint(tone, value)}`;
  };
  return sections.flatMap((section) => [
    ...(section.heading === undefined ? [] : [layOut('heading', '', section.heading)]),
    ...section.cells.map((cell) => layOut('label', indentOf(section), cell)),
    ...(section.note === undefined ? [] : [`${INDENT}${paint('label', section.note)}`]),
  ]);
}
