import { expect, it } from 'vitest';
import { explainRequest, type RequestReport } from '../src/explain.js';
import { ALL_KNOWN, type ExplainedRequest } from './explained-request.js';

/** The report about a request, with what is known of it. */
export const explain = ({ request, known = ALL_KNOWN }: ExplainedRequest): Promise<RequestReport> =>
  explainRequest(request, known);

/** One test for each row: its cause is found, and is the first if it is fatal. */
export function itExplains(rows: readonly ExplainedRequest[]): void {
  it.each(rows)('finds $kind: $name', async (explained) => {
    const { kind, severity = 'fatal', says = '' } = explained;
    const { findings, verdict } = await explain(explained);
    const found = findings.filter((finding) => finding.kind === kind);
    const first = severity === 'fatal' ? findings[0] : found[0];
    expect(first ?? findings).toMatchObject({ kind, severity });
    expect(found.map(({ message }) => message).join('\n')).toMatch(says);
    expect(verdict === 'rejected').toBe(findings.some((each) => each.severity === 'fatal'));
  });
}
