import { describe, expect, it } from 'vitest';
import { ALL_KNOWN } from '../../test/explained-token.js';
import { EXPLAINED_TOKENS } from '../../test/explained-tokens.js';
import { forgeService, forgeToken, ISSUED_AT } from '../../test/forge-token.js';
import { explainToken } from '../explain-token.js';
import type { KnownFacts } from './parse-known.js';
import { TIME_GROUPS } from './time-findings.js';

const KINDS = new Set<string>(TIME_GROUPS.flat().map(({ kind }) => kind));
const ROWS = EXPLAINED_TOKENS.filter(({ kind }) => KINDS.has(kind));

describe('the rows', () => {
  it.each(ROWS)('find $kind: $name', ({ token, known = ALL_KNOWN, kind, severity = 'fatal' }) => {
    const found = explainToken(token, known).findings.filter((finding) => finding.kind === kind);
    expect(found).toMatchObject([{ severity }]);
    expect(found[0]?.fix).toMatch(/^\S.*[^.\s]$/s);
  });

  const kindsAt = (now: number, expiresInSeconds = 3600): readonly string[] =>
    explainToken(forgeToken({ expiresInSeconds }), { ...ALL_KNOWN, now })
      .findings.map(({ kind }) => kind)
      .filter((kind) => KINDS.has(kind));

  it.each<[number, readonly string[]]>([
    [ISSUED_AT - 61, ['not_yet_valid']],
    [ISSUED_AT - 60, ['clock_skew']],
    [ISSUED_AT, []],
    [ISSUED_AT + 3599, []],
    [ISSUED_AT + 3600, ['ended_in_tolerance']],
    [ISSUED_AT + 3659, ['ended_in_tolerance']],
    [ISSUED_AT + 3660, ['expired']],
  ])('judge the time %d to the second', (now, kinds) => {
    expect(kindsAt(now)).toEqual(kinds);
  });

  it.each<[number, readonly string[]]>([
    [3, []],
    [101, ['arguments_shifted']],
    [86_400, []],
    [86_401, ['over_24_hours']],
    [120_000, ['milliseconds', 'over_24_hours']],
    [86_400_000, ['milliseconds', 'over_24_hours']],
    [1_000_000_000, ['over_24_hours']],
    [1_000_000_001, ['absolute_time']],
    [ISSUED_AT + 3600, ['absolute_time']],
    [(ISSUED_AT * 1000 + 3_600_000) % 2 ** 32, ['milliseconds']],
    [2 ** 32 - 1, ['absolute_time']],
  ])('tell what a life of %d s was meant as', (seconds, kinds) => {
    expect(kindsAt(ISSUED_AT, seconds)).toEqual(kinds);
  });

  it('say whether the day of the platform is over', () => {
    const messageAt = (now: number): string | undefined =>
      explainToken(forgeToken({ expiresInSeconds: 604_800 }), { ...ALL_KNOWN, now }).findings[0]
        ?.message;
    expect(messageAt(ISSUED_AT)).toContain('not sooner');
    expect(messageAt(ISSUED_AT + 86_460)).toContain('1 min ago');
  });

  const DAYS_2 = 172_800;

  it.each([
    ['a week', 604_800],
    ['a date', ISSUED_AT + 3_600_000],
    ['a date in milliseconds', ((ISSUED_AT + 604_800) * 1000) % 2 ** 32],
    ['an hour in milliseconds', 3_600_000],
  ])('say that the platform ended a token after a day, though its life is %s', (_, seconds) => {
    const { findings } = explainToken(forgeToken({ expiresInSeconds: seconds }), {
      ...ALL_KNOWN,
      now: ISSUED_AT + DAYS_2,
    });
    const found = findings.find(({ kind }) => kind === 'over_24_hours');
    expect(found?.severity).toBe('warning');
    expect(found?.message).toMatch(/was ended by the platform at 2023-11-15.* 1 d ago/);
  });

  it.each([
    [180_000, 'or 50 h were meant'],
    [2_160_000, 'or 600 h were meant'],
    [120_000, 'or 1 d 9 h were meant'],
  ])('say what else a life of %d s can be', (seconds, says) => {
    const { findings } = explainToken(forgeToken({ expiresInSeconds: seconds }), ALL_KNOWN);
    expect(findings[0]?.message).toContain(says);
  });

  const forgeJoin = (seconds: number): string =>
    forgeToken({ services: [forgeService(1, [[1, seconds]], ['stage-1', '7'])] });

  it.each<KnownFacts>([{ channel: 'stage-1' }, { uid: 7 }, { account: '7' }])(
    'take the privilege to join as wanted where the client is known: %j',
    (client) => {
      const known = { ...ALL_KNOWN, ...client, now: ISSUED_AT + 2000 };
      const report = explainToken(forgeJoin(1800), known);
      expect(report).toMatchObject({ verdict: 'rejected', code: 'privilege_expired' });
      expect(report.findings[0]).toMatchObject({ kind: 'privilege_expired', severity: 'fatal' });
    },
  );
});
