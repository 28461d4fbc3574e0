import { describe, expect, it } from 'vitest';
import { ALL_KNOWN } from '../../test/explained-token.js';
import { EXPLAINED_TOKENS } from '../../test/explained-tokens.js';
import { forgeRtc, forgeService, forgeToken } from '../../test/forge-token.js';
import { explainToken } from '../explain-token.js';
import { SERVICE_GROUPS } from './service-findings.js';

const KINDS = new Set<string>(SERVICE_GROUPS.flat().map(({ kind }) => kind));
const ROWS = EXPLAINED_TOKENS.filter(({ kind }) => KINDS.has(kind));

describe('the rows', () => {
  it.each(ROWS)('find $kind: $name', ({ token, known = ALL_KNOWN, kind, severity = 'fatal' }) => {
    const found = explainToken(token, known).findings.filter((finding) => finding.kind === kind);
    expect(found).toMatchObject([{ severity }]);
    expect(found[0]?.fix).toMatch(/^\S.*[^.\s]$/s);
  });

  it('list what is there, also what is not known', () => {
    const services = [forgeRtc('a', '7'), forgeRtc('b', '7'), forgeService(99, [], [])];
    const token = forgeToken({ services });
    const [first] = explainToken(token, { ...ALL_KNOWN, service: 'chat' }).findings;
    expect(first?.message).toContain('it opens rtc, type 99, which is not known here');
  });

  it('list a bounded number of privileges', () => {
    const pairs = Array.from({ length: 3000 }, (_, index) => [index + 10, 1] as const);
    const token = forgeToken({ services: [forgeService(1, pairs, ['a', '7'])] });
    const { findings } = explainToken(token, { ...ALL_KNOWN, use: 'join' });
    for (const { message } of findings) expect(message.length).toBeLessThan(1000);
    expect(findings.map(({ kind }) => kind)).toContain('privilege_missing');
  });

  it('take a publisher, and a service without roles, for what they are', () => {
    const publisher = forgeService(
      1,
      [
        [1, 0],
        [2, 0],
      ],
      ['a', '7'],
    );
    for (const service of [publisher, forgeService(2, [[1, 0]], ['zoe'])]) {
      expect(explainToken(forgeToken({ services: [service] }), ALL_KNOWN).findings).toEqual([]);
    }
  });
});
