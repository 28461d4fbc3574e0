import { describe, expect, it } from 'vitest';
import { ALL_KNOWN, issue } from '../../test/explained-token.js';
import { EXPLAINED_TOKENS } from '../../test/explained-tokens.js';
import { APP_ID, CERTIFICATE, forgeToken, ISSUED_AT } from '../../test/forge-token.js';
import { explainToken } from '../explain-token.js';
import { PROJECT_GROUPS } from './project-findings.js';

const KINDS = new Set<string>(PROJECT_GROUPS.flat().map(({ kind }) => kind));
const ROWS = EXPLAINED_TOKENS.filter(({ kind }) => KINDS.has(kind));

describe('the rows', () => {
  it.each(ROWS)('find $kind: $name', ({ token, known = ALL_KNOWN, kind, severity = 'fatal' }) => {
    const found = explainToken(token, known).findings.filter((finding) => finding.kind === kind);
    expect(found).toMatchObject([{ severity }]);
    expect(found[0]?.fix).toMatch(/^\S.*[^.\s]$/s);
  });

  it('find nothing where App ID and primary certificate are right', () => {
    const { findings } = explainToken(forgeToken({}), ALL_KNOWN);
    expect(findings.filter(({ kind }) => KINDS.has(kind))).toEqual([]);
  });

  it('name the certificates that were tried, and what is missing for a proof', () => {
    const token = forgeToken({ certificate: '8'.repeat(32) });
    const [first] = explainToken(token, ALL_KNOWN).findings;
    expect(first?.message).toContain('(tried: primary, secondary, "the staging project")');
    const unproven = explainToken(token, { now: ISSUED_AT }).findings.at(0);
    expect(unproven?.message).toContain('the App ID of the project and its App Certificate');
  });

  it('tell of another App ID under the own certificate', () => {
    const [first] = explainToken(forgeToken({ appId: '9'.repeat(32) }), ALL_KNOWN).findings;
    expect(first?.message).toContain('this project’s certificate signed it');
  });

  it('keep a certificate that is not known out of the report, where it changed places', () => {
    const token = issue({ appId: CERTIFICATE, certificate: APP_ID });
    const report = explainToken(token, { appId: APP_ID, now: ISSUED_AT });
    expect(report).toMatchObject({ verdict: 'rejected', claims: { appId: '(a secret)' } });
    expect(JSON.stringify(report).toLowerCase()).not.toContain(CERTIFICATE.toLowerCase());
  });

  it('keep the secret out of the claims', () => {
    const token = forgeToken({ appId: CERTIFICATE });
    expect(explainToken(token, ALL_KNOWN).claims?.appId).toBe('(a secret)');
    const alone = explainToken(token, { certificates: [CERTIFICATE], now: ISSUED_AT });
    expect(alone).toMatchObject({ verdict: 'rejected', code: 'wrong_app_id' });
  });
});
