import type { GatewayObservation } from '@stagedoor/platform/observability';
import { describe, expect, it } from 'vitest';
import { failedOf, grantedOf, refusedOf, tokenOf } from '../../test/test-outcome.js';
import { TestLog } from '../../test/test-log.js';
import { NOW } from '../../test/test-world.js';
import { CertificateUse } from './certificate-use.js';
import { createOutcomeObserver, type OutcomeListeners } from './create-outcome-observer.js';
import { AuditUnavailableError } from './errors.js';
import { TokenMetrics } from './token-metrics.js';

interface Told extends OutcomeListeners {
  readonly log: TestLog;
  readonly observations: GatewayObservation[];
  readonly traced: GatewayObservation[];
  readonly entries: object[];
}

function makeListeners(): Told {
  const use = new CertificateUse(() => NOW);
  const observations: GatewayObservation[] = [];
  const traced: GatewayObservation[] = [];
  const entries: object[] = [];
  return {
    log: new TestLog(),
    metrics: { observe: (each) => void observations.push(each) },
    tokenMetrics: new TokenMetrics(use),
    use,
    audit: { add: (entry) => void entries.push(entry) },
    trace: (each) => void traced.push(each),
    observations,
    traced,
    entries,
  };
}

describe('an observer of outcomes', () => {
  it('tells all of them of a grant', async () => {
    const told = makeListeners();
    const renewed = { fingerprint: 'a', certificateFingerprint: 'cccc0000', expiresAt: 1 };
    createOutcomeObserver(told)(grantedOf({ tokens: [tokenOf({ renewed })] }));
    expect(told.entries).toEqual([expect.objectContaining({ token: 'aaaa0001' })]);
    expect(told.observations).toEqual([expect.objectContaining({ outcome: 'answered' })]);
    expect(told.traced).toEqual(told.observations);
    expect(told.log.lines).toEqual([
      expect.objectContaining({ level: 'info', outcome: 'granted', msg: 'token request' }),
    ]);
    const text = await told.tokenMetrics.text();
    expect(text).toContain('stagedoor_tokens_issued_total{route="token",service="rtc"} 1');
    const { appId } = tokenOf();
    expect(text).toContain(
      `stagedoor_certificate_renewals_total{app_id="${appId}",certificate="cccc0000"} 1`,
    );
    expect(text).toContain(
      `stagedoor_certificate_tokens_end_at_seconds{app_id="${appId}",certificate="cccc0001"} ${NOW + 86_400}`,
    );
  });

  it('writes no audit of what was refused', () => {
    const told = makeListeners();
    createOutcomeObserver(told)(refusedOf());
    createOutcomeObserver(told)(failedOf(new TypeError('x')));
    expect(told.entries).toEqual([]);
    expect(told.log.lines.map(({ level }) => level)).toEqual(['info', 'error']);
  });

  it('tells nobody of a grant that the audit does not take', () => {
    const told = makeListeners();
    const audit = {
      add: () => {
        throw new AuditUnavailableError('grants.jsonl');
      },
    };
    expect(() => createOutcomeObserver({ ...told, audit })(grantedOf())).toThrow(
      expect.objectContaining({ code: 'audit_unavailable' }) as Error,
    );
    expect([told.observations, told.log.lines]).toEqual([[], []]);
  });
});
