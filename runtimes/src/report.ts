import type { Runtime } from './runtime-table.js';
import type { Tally } from './vector-program.js';

/** What became of one runtime. */
export type Verdict = Pick<Runtime, 'name' | 'isRequired'> &
  (
    | {
        readonly kind: 'ran';
        readonly version: string;
        readonly tally: Tally;
        readonly millis: number;
      }
    | { readonly kind: 'crashed'; readonly version: string; readonly reason: string }
    | { readonly kind: 'missing'; readonly reason: string }
  );

/** Whether a runtime did what it must. In CI (`isStrict`), one that is required must also be there. */
function isGood(verdict: Verdict, referenceDigest: string, isStrict: boolean): boolean {
  switch (verdict.kind) {
    case 'ran':
      return verdict.tally.failed.length === 0 && verdict.tally.digest === referenceDigest;
    case 'crashed':
      return false;
    case 'missing':
      return !(isStrict && verdict.isRequired);
  }
}

/** The digest that all others are compared with: that of the first runtime that ran. */
function referenceOf(verdicts: readonly Verdict[]): string {
  for (const verdict of verdicts) if (verdict.kind === 'ran') return verdict.tally.digest;
  return 'none';
}

function cellsOf(verdict: Verdict, referenceDigest: string): readonly string[] {
  switch (verdict.kind) {
    case 'ran': {
      const { passed, failed, digest } = verdict.tally;
      return [
        verdict.name,
        verdict.version,
        `${passed} of ${passed + failed.length}`,
        digest === referenceDigest ? 'yes' : 'NO',
        `${Math.round(verdict.millis)} ms`,
      ];
    }
    case 'crashed':
      return [verdict.name, verdict.version, `crashed: ${verdict.reason}`];
    case 'missing':
      return [verdict.name, '-', `not available: ${verdict.reason}`];
  }
}

const TITLES = ['runtime', 'version', 'vectors passed', 'same digest', 'time'];

/** Lines of a table; a row may be shorter than its titles, and its last cell may be as long as it likes. */
function layOut(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = TITLES.map((_, column) =>
    Math.max(
      ...rows.filter((row) => row.length > column + 1).map((row) => row[column]?.length ?? 0),
    ),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(column === row.length - 1 ? 0 : (widths[column] ?? 0)))
      .join('  '),
  );
}

/** The names of vectors that failed, a few for each runtime. */
function listFailures(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.flatMap((verdict) =>
    verdict.kind === 'ran'
      ? verdict.tally.failed.slice(0, 5).map((name) => `${verdict.name}: failed: ${name}`)
      : [],
  );
}

/** The report on all runtimes, and whether it is good. The last line is the count. */
export function describeVerdicts(
  verdicts: readonly Verdict[],
  isStrict: boolean,
): { readonly lines: readonly string[]; readonly isGood: boolean } {
  const reference = referenceOf(verdicts);
  const bad = verdicts.filter((verdict) => !isGood(verdict, reference, isStrict));
  const absent = verdicts.filter((verdict) => verdict.kind === 'missing' && !bad.includes(verdict));
  const passed = verdicts.length - bad.length - absent.length;
  const note = absent.length === 0 ? '' : `, ${absent.length} not available`;
  return {
    lines: [
      ...layOut([TITLES, ...verdicts.map((verdict) => cellsOf(verdict, reference))]),
      ...listFailures(verdicts),
      `digest ${reference}`,
      `${passed} passed, ${bad.length} failed${note}`,
    ],
    isGood: bad.length === 0,
  };
}
