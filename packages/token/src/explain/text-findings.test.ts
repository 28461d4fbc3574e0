import { describe, expect, it } from 'vitest';
import { ALL_KNOWN, TOKEN } from '../../test/explained-token.js';
import { EXPLAINED_TOKENS } from '../../test/explained-tokens.js';
import { explainToken } from '../explain-token.js';
import { TEXT_GROUPS } from './text-findings.js';

const KINDS = new Set<string>(TEXT_GROUPS.flat().map(({ kind }) => kind));
const ROWS = EXPLAINED_TOKENS.filter(({ kind }) => KINDS.has(kind));

describe('the rows', () => {
  it.each(ROWS)('find $kind: $name', ({ token, known = ALL_KNOWN, kind, severity = 'fatal' }) => {
    const found = explainToken(token, known).findings.filter((finding) => finding.kind === kind);
    expect(found).toMatchObject([{ severity }]);
    expect(found[0]?.fix).toMatch(/^\S.*[^.\s]$/s);
  });

  it('give one reason for a text that cannot be read, beside what stands around it', () => {
    for (const { token, kind } of ROWS) {
      const { findings, verdict, claims } = explainToken(token, ALL_KNOWN);
      const reasons = findings.filter((finding) => KINDS.has(finding.kind));
      expect([reasons.length, verdict, claims]).toEqual([1, 'rejected', undefined]);
      expect(findings[0]?.kind).toBe(kind);
    }
  });

  it('say of what was peeled off that it is not all', () => {
    const { findings } = explainToken(`Bearer "${TOKEN.slice(0, 90)}"`, ALL_KNOWN);
    const around = findings.filter((finding) => !KINDS.has(finding.kind));
    expect(around.map(({ kind }) => kind)).toEqual(['header_prefix', 'quoted']);
    for (const { message } of around) expect(message).toMatch(/cannot be read either$/);
  });
});
