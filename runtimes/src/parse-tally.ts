import type { Tally } from './vector-program.js';

/**
 * The one line of JSON among what a runtime printed; a browser puts it into a page. Undefined where there is none.
 */
export function parseTally(output: string): Tally | undefined {
  const text = /\{"passed":.*\}/.exec(output)?.[0];
  if (text === undefined) return undefined;
  try {
    const said = JSON.parse(text) as Partial<Tally>;
    const isWhole =
      Number.isInteger(said.passed) &&
      Array.isArray(said.failed) &&
      typeof said.digest === 'string';
    return isWhole ? (said as Tally) : undefined;
  } catch {
    return undefined;
  }
}
