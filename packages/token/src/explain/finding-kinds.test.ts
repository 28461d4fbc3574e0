import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHANNEL_GROUPS } from './channel-findings.js';
import { findFindings, FINDING_KINDS, sortFindings, type Finding } from './finding-kinds.js';
import { PROJECT_GROUPS } from './project-findings.js';
import { INNER_REPAIRS, OUTER_REPAIRS } from './repairs.js';
import { SERVICE_GROUPS } from './service-findings.js';
import { TEXT_GROUPS } from './text-findings.js';
import { TIME_GROUPS } from './time-findings.js';
import { USER_GROUPS } from './user-findings.js';

const GUIDE = new URL('../../../../docs/guide/doctor.md', import.meta.url);

const rowKinds = new Set<string>([
  'unusable_option',
  ...[TEXT_GROUPS, PROJECT_GROUPS, TIME_GROUPS, SERVICE_GROUPS, USER_GROUPS, CHANNEL_GROUPS]
    .flat(2)
    .map((row: { readonly kind: string }) => row.kind),
  ...[OUTER_REPAIRS, ...INNER_REPAIRS].flat().map(({ kind }) => kind),
]);

const finding = (kind: Finding['kind'], severity: Finding['severity']): Finding => ({
  kind,
  severity,
  message: '',
  fix: '',
});

describe('FINDING_KINDS', () => {
  it('names each kind once, as codes are named', () => {
    expect(new Set(FINDING_KINDS).size).toBe(FINDING_KINDS.length);
    for (const kind of FINDING_KINDS) expect(kind).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
  });

  it('is what the rows find', () => {
    expect(rowKinds).toEqual(new Set(FINDING_KINDS));
  });

  it('is what the guide explains, each with cause and fix', () => {
    const rows = [...readFileSync(GUIDE, 'utf8').matchAll(/^\| `(\w+)` +\|([^|]+)\|([^|]+)\|$/gm)];
    expect(rows).toHaveLength(FINDING_KINDS.length);
    expect(new Set(rows.map(([, kind]) => kind))).toEqual(new Set(FINDING_KINDS));
    for (const [, , cause, fix] of rows) expect([cause!.trim(), fix!.trim()]).not.toContain('');
  });
});

describe('findFindings', () => {
  it('asks each group until one row has something to say', () => {
    const row = (kind: Finding['kind'], least: number) => ({
      kind,
      find: (value: number) =>
        value >= least ? ({ severity: 'note', message: '', fix: '' } as const) : undefined,
    });
    const groups = [[row('expired', 3), row('wrong_uid', 1)], [row('bad_signature', 2)]];
    const kindsFor = (value: number): string[] =>
      findFindings(groups, value).map(({ kind }) => kind);
    expect([0, 1, 2, 3].map(kindsFor)).toEqual([
      [],
      ['wrong_uid'],
      ['wrong_uid', 'bad_signature'],
      ['expired', 'bad_signature'],
    ]);
  });
});

describe('sortFindings', () => {
  it('puts the worst first, and of equals the likeliest', () => {
    const findings = [
      finding('subscriber_only', 'note'),
      finding('wrong_uid', 'fatal'),
      finding('over_24_hours', 'warning'),
      finding('expired', 'fatal'),
    ];
    expect(sortFindings(findings).map(({ kind }) => kind)).toEqual([
      'expired',
      'wrong_uid',
      'over_24_hours',
      'subscriber_only',
    ]);
  });
});
