import { FINDING_KINDS } from '@stagedoor/token/explain';
import { describe, expect, it } from 'vitest';
import {
  findReasons,
  REQUEST_FINDING_KINDS,
  sortRequestFindings,
  type RequestFinding,
} from './finding-kinds.js';

const finding = (
  kind: RequestFinding['kind'],
  severity: RequestFinding['severity'],
): RequestFinding => ({ kind, severity, message: '', fix: '' });

describe('REQUEST_FINDING_KINDS', () => {
  it('names each kind once, as codes are named, and none that a token has', () => {
    expect(new Set(REQUEST_FINDING_KINDS).size).toBe(REQUEST_FINDING_KINDS.length);
    for (const kind of REQUEST_FINDING_KINDS) expect(kind).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
    const ofTokens: readonly string[] = FINDING_KINDS;
    const both = REQUEST_FINDING_KINDS.filter((kind) => ofTokens.includes(kind));
    // These mean the same there.
    expect(both).toEqual(['unusable_option', 'unproven']);
  });
});

describe('findReasons', () => {
  it('asks each group until one row has something to say', () => {
    const row = (kind: 'wrong_secret' | 'host_other' | 'unproven', least: number) => ({
      kind,
      codes: ['wrong_secret'] as const,
      find: (value: number) =>
        value >= least ? ({ severity: 'note', message: '', fix: '' } as const) : undefined,
    });
    const groups = [[row('wrong_secret', 3), row('host_other', 1)], [row('unproven', 2)]];
    const kindsFor = (value: number): string[] =>
      findReasons(groups, value).map(({ kind }) => kind);
    expect([0, 1, 2, 3].map(kindsFor)).toEqual([
      [],
      ['host_other'],
      ['host_other', 'unproven'],
      ['wrong_secret', 'unproven'],
    ]);
    expect(findReasons(groups, 1)[0]?.codes).toEqual(['wrong_secret']);
  });
});

describe('sortRequestFindings', () => {
  it('puts the worst first, of equals the likeliest, and what a token has behind', () => {
    const sorted = sortRequestFindings([
      finding('unproven', 'note'),
      finding('expired', 'fatal'),
      finding('signature_mismatch', 'fatal'),
      finding('body_unknown', 'warning'),
      finding('query_unsigned', 'fatal'),
    ]);
    expect(sorted.map(({ kind }) => kind)).toEqual([
      'query_unsigned',
      'signature_mismatch',
      'expired',
      'body_unknown',
      'unproven',
    ]);
  });
});
