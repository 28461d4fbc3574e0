import {
  describeGranted,
  type PolicyTestReport,
  type PolicyTestResult,
} from '@stagedoor/token-server/policy';
import { showText } from '../../lay-out-columns.js';
import type { Paint } from '../../paint.js';

function describeResult(
  { name, passed, differences }: PolicyTestResult,
  paint: Paint,
): readonly string[] {
  const mark = passed ? paint('good', 'ok  ') : paint('bad', 'FAIL');
  return [`${mark}  ${showText(name)}`, ...differences.map((each) => `      ${showText(each)}`)];
}

/** How many tests passed, and the rules that nothing is known of. */
export function summarizeTestReport(
  { results, unreachedRules }: PolicyTestReport,
  paint: Paint,
): readonly string[] {
  const passedCount = results.filter(({ passed }) => passed).length;
  return [
    `${passedCount} of ${results.length} tests passed`,
    ...(unreachedRules.length === 0
      ? []
      : [paint('warning', `Rules that decide no test: ${unreachedRules.join(', ')}`)]),
  ];
}

/** Each test with what differs, and the summary. */
export function describeTestReport(report: PolicyTestReport, paint: Paint): readonly string[] {
  return [
    ...report.results.flatMap((result) => describeResult(result, paint)),
    '',
    ...summarizeTestReport(report, paint),
  ];
}

/** The same for programs. */
export function showTestReport({ results, ...report }: PolicyTestReport): object {
  return {
    ...report,
    results: results.map(({ decision, ...result }) => ({
      ...result,
      decision:
        decision.kind === 'denied'
          ? { denied: true, rule: decision.rule ?? null, reason: decision.reason }
          : { granted: describeGranted(decision.granted), rule: decision.granted.rule },
    })),
  };
}
