import { describe, expect, it } from 'vitest';
import { useEchoServers, WRONG_SECRET } from '../../test/echo-server.js';
import { exchange } from '../../test/raw-http.js';
import { basicOf, CUSTOMER, ORGANIZATION_ID } from '../../test/test-platform.js';

const UNKNOWN = `Authorization: ${basicOf({ ...CUSTOMER, customerId: 'e'.repeat(32) })}`;

const start = useEchoServers();

describe('observations', () => {
  it('tell of each request once, and of no secret', async () => {
    const server = await start({ limits: { families: { projects: 2 } } });
    await server.send('GET /echo', ['X-Request-ID: first']);
    await server.send('GET /echo', [WRONG_SECRET]);
    await server.send('GET /echo', [UNKNOWN]);
    await server.send('GET /echo', ['Authorization:']);
    await server.send('GET /echo', ['Authorization: Bearer secret-of-another-kind']);
    await server.send('GET /echo?count=x');
    await server.send('GET /echo');
    await server.send('GET /fails');
    await server.send('GET /nothing');
    await server.send('GET /%zz');
    await exchange(server.port, 'nonsense\r\n\r\n');
    const told = server.observations.map(
      ({ operationId, scheme, outcome, status, code }) =>
        `${operationId} ${scheme} ${outcome} ${status} ${code ?? ''}`,
    );
    expect(told).toEqual([
      'projects-get basic answered 200 ',
      'projects-get basic unauthenticated 401 wrong_secret',
      'projects-get basic unauthenticated 401 unknown_customer',
      'projects-get none unauthenticated 401 credentials_missing',
      'projects-get none unauthenticated 401 scheme_not_allowed',
      'projects-get basic refused 400 invalid_request',
      'projects-get basic limited 429 rate_limited',
      'fails basic failed 500 internal_error',
      'none none refused 404 route_not_found',
      'none none refused 400 url_malformed',
      'none none refused 400 message_malformed',
    ]);
    const [first, wrong, unknown] = server.observations;
    expect(first).toMatchObject({
      family: 'projects',
      customerId: CUSTOMER.customerId,
      organizationId: ORGANIZATION_ID,
      claimedId: undefined,
      address: '127.0.0.1',
      requestId: 'first',
    });
    expect(first?.latencyMillis).toBeGreaterThan(0);
    expect(wrong).toMatchObject({
      customerId: undefined,
      organizationId: ORGANIZATION_ID,
      claimedId: CUSTOMER.customerId,
    });
    // Whatever it is that was written there.
    expect([unknown?.claimedId, unknown?.organizationId]).toEqual([undefined, undefined]);
    const text = JSON.stringify(server.observations);
    for (const secret of [
      CUSTOMER.customerSecret,
      'f'.repeat(32),
      'Basic',
      'secret-of',
      'e'.repeat(32),
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('go on where an observer fails, and the request does too', async () => {
    const seen: string[] = [];
    const server = await start({
      observers: [
        () => {
          throw new TypeError('the observer is broken');
        },
        ({ operationId }) => seen.push(operationId),
      ],
    });
    expect((await server.send('GET /echo')).status).toBe(200);
    expect(seen).toEqual(['projects-get']);
    expect(server.failures.map(({ error }) => (error as Error).message)).toEqual([
      'the observer is broken',
    ]);
  });
});
