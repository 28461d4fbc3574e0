import { describe, expect, it } from 'vitest';
import { ALL_KNOWN, issue } from '../../test/explained-token.js';
import { EXPLAINED_TOKENS } from '../../test/explained-tokens.js';
import { forgeRtc, forgeToken } from '../../test/forge-token.js';
import { explainToken } from '../explain-token.js';
import { rtc } from '../services/rtc.js';
import { rtm } from '../services/rtm.js';
import { USER_GROUPS } from './user-findings.js';

const KINDS = new Set<string>(USER_GROUPS.flat().map(({ kind }) => kind));
const ROWS = EXPLAINED_TOKENS.filter(({ kind }) => KINDS.has(kind));

describe('the rows', () => {
  it.each(ROWS)('find $kind: $name', ({ token, known = ALL_KNOWN, kind, severity = 'fatal' }) => {
    const found = explainToken(token, known).findings.filter((finding) => finding.kind === kind);
    expect(found).toMatchObject([{ severity }]);
    expect(found[0]?.fix).toMatch(/^\S.*[^.\s]$/s);
  });

  it('say nothing where an entry has all that is wanted', () => {
    const token = forgeToken({ services: [forgeRtc('a', '7'), forgeRtc('b', 'zoe')] });
    const { findings } = explainToken(token, { ...ALL_KNOWN, channel: 'b', account: 'zoe' });
    expect(findings.filter(({ kind }) => KINDS.has(kind))).toEqual([]);
  });

  it('say nothing of uid 0 that joins with a token for any user but that it is one', () => {
    const token = forgeToken({ services: [forgeRtc('a', '')] });
    const { verdict, findings } = explainToken(token, { ...ALL_KNOWN, channel: 'a', uid: 0 });
    expect(verdict).toBe('accepted');
    expect(findings.map(({ kind }) => kind)).toEqual(['wildcard_uid', 'subscriber_only']);
  });

  it('do not take half a match for a swap', () => {
    for (const [channel, user] of [
      ['7', 'lobby'],
      ['lobby', 'stage-1'],
    ] as const) {
      const token = forgeToken({ services: [forgeRtc(channel, user)] });
      const { findings } = explainToken(token, { ...ALL_KNOWN, channel: 'stage-1', uid: 7 });
      const kinds = findings.map(({ kind }) => kind);
      expect(kinds).not.toContain('swapped_channel_and_user');
      expect(kinds).toContain('wrong_channel');
    }
  });

  it('take a publisher of uid 1 for another user, and uids 1 and 2 for uids', () => {
    const kindsFor = (role: 'publisher' | 'subscriber', uid: number): readonly string[] => {
      const services = [rtc({ channel: 'stage-1', uid: 1, role })];
      const known = { ...ALL_KNOWN, channel: 'stage-1', uid };
      return explainToken(issue({ services }), known).findings.map(({ kind }) => kind);
    };
    expect(kindsFor('publisher', 42)[0]).toBe('wrong_uid');
    expect(kindsFor('subscriber', 2)[0]).toBe('wrong_uid');
    expect(kindsFor('subscriber', 42)).toEqual(['arguments_shifted', 'subscriber_only']);
  });

  it('report each service whose user differs', () => {
    const services = [rtc({ channel: 'a', uid: 7, role: 'publisher' }), rtm({ userId: 'zoe' })];
    const known = { ...ALL_KNOWN, channel: 'a', uid: 8, userId: 'bob' };
    const report = explainToken(issue({ services }), known);
    expect(report).toMatchObject({ verdict: 'rejected', code: 'wrong_uid' });
    expect(report.findings.map(({ message }) => message)).toMatchObject([
      expect.stringContaining('"7" of rtc, the client joins as "8"'),
      expect.stringContaining('of rtm, the client joins as "bob"'),
    ]);
  });

  it('take a number above 32 bits for an account', () => {
    const token = forgeToken({ services: [forgeRtc('a', '4294967296')] });
    const [first] = explainToken(token, { ...ALL_KNOWN, channel: 'a', uid: 7 }).findings;
    expect(first?.kind).toBe('account_for_uid');
  });

  it('speak of names with their lengths, and of numbers without', () => {
    const token = forgeToken({ services: [forgeRtc('a', 'zoe ')] });
    const [first] = explainToken(token, { ...ALL_KNOWN, channel: 'a', uid: 7 }).findings;
    expect(first?.message).toContain('"zoe " (4 characters), the client joins as "7":');
  });
});
