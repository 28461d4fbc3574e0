import { describe, expect, it } from 'vitest';
import { failedOf, grantedOf, refusedOf, tokenOf } from '../../test/test-outcome.js';
import { outcomeFields } from './outcome-fields.js';

const CONTEXT = {
  requestId: 'request-1',
  route: 'token',
  caller: { kind: 'api-key', id: 'k1' },
  address: '198.51.100.7',
  durationMillis: 1.5,
};

const linesOf = (outcome: Parameters<typeof outcomeFields>[0]): unknown =>
  JSON.parse(JSON.stringify(outcomeFields(outcome)));

describe('the fields of a request for a token', () => {
  it('say who got what by which rule, and in the place of what', () => {
    const renewed = { fingerprint: 'aaaa0000', certificateFingerprint: 'cccc0000', expiresAt: 1 };
    const { services, issuedAt, expiresAt, appId } = tokenOf();
    expect(linesOf(grantedOf({ tokens: [tokenOf({ renewed })] }))).toEqual({
      ...CONTEXT,
      status: 200,
      outcome: 'granted',
      tokens: [
        {
          appId,
          fingerprint: 'aaaa0001',
          certificate: 'cccc0001',
          issuedAt,
          expiresAt,
          renews: 'aaaa0000',
          services,
        },
      ],
    });
  });

  it('say why it was refused, in more words than the caller hears', () => {
    expect(linesOf(refusedOf())).toEqual({
      ...CONTEXT,
      status: 403,
      outcome: 'refused',
      code: 'not_granted',
      reason: 'rtc: no rule grants it',
    });
  });

  it('say what failed, without what it may repeat of a request', () => {
    const fields = linesOf(failedOf(new TypeError('no such "s3cret"')));
    expect(fields).toMatchObject({
      outcome: 'failed',
      code: 'internal_error',
      error: { type: 'TypeError', message: 'no such …' },
    });
  });

  it('name the trace and round the time', () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
    expect(linesOf(grantedOf({ traceparent, durationMillis: 0.123456789 }))).toMatchObject({
      traceId,
      durationMillis: 0.123,
    });
  });
});
