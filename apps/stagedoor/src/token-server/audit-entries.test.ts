import { describe, expect, it } from 'vitest';
import { grantedOf, tokenOf } from '../../test/test-outcome.js';
import { NOW } from '../../test/test-world.js';
import { auditEntriesOf } from './audit-entries.js';

describe('the entries of an audit', () => {
  it('are one for each token', () => {
    const renewed = { fingerprint: 'aaaa0000', certificateFingerprint: 'cccc0000', expiresAt: 1 };
    const tokens = [tokenOf(), tokenOf({ fingerprint: 'aaaa0002', renewed })];
    const [first, second] = auditEntriesOf(grantedOf({ tokens }));
    expect(first).toEqual({
      time: '2023-11-14T22:13:20.000Z',
      requestId: 'request-1',
      route: 'token',
      clientAddress: '198.51.100.7',
      caller: { kind: 'api-key', id: 'k1', issuer: undefined },
      appId: tokenOf().appId,
      token: 'aaaa0001',
      certificate: 'cccc0001',
      issuedAt: NOW,
      expiresAt: NOW + 3600,
      renews: undefined,
      services: tokenOf().services,
    });
    expect(second).toMatchObject({ token: 'aaaa0002', renews: 'aaaa0000' });
  });
});
