import { describe, expect, it } from 'vitest';
import { BASIC, fieldOf, useEchoServers, WRONG_SECRET } from '../../test/echo-server.js';
import { basicOf, CUSTOMER } from '../../test/test-platform.js';

const limits = { families: { projects: 3 }, failuresPerSecond: 4 };
const UNKNOWN = `Authorization: ${basicOf({ ...CUSTOMER, customerId: 'e'.repeat(32) })}`;

const start = useEchoServers();

describe('checkAddress', () => {
  it('shut out an address that failed too often, before its credential is looked at', async () => {
    const server = await start({ limits });
    for (let i = 0; i < 4; i += 1) {
      expect((await server.send('GET /echo', [i % 2 === 0 ? WRONG_SECRET : UNKNOWN])).status).toBe(
        401,
      );
    }
    for (const headers of [[WRONG_SECRET], [BASIC], ['Authorization:']]) {
      const answer = await server.send('GET /echo', headers);
      expect([answer.status, answer.body]).toEqual([429, '{"message":"API rate limit exceeded"}']);
      expect(fieldOf(answer, 'x-stagedoor-error')).toBe('too_many_failures');
      expect(fieldOf(answer, 'retry-after')).toBe('1');
      expect(fieldOf(answer, 'x-ratelimit-limit')).toBe('4');
    }
    server.platform.sources.time += 1;
    expect((await server.send('GET /echo')).status).toBe(200);
  });

  it('count no request without a credential as a failure', async () => {
    const server = await start({ limits });
    for (let i = 0; i < 10; i += 1) {
      expect((await server.send('GET /echo', ['Authorization:'])).status).toBe(401);
    }
  });
});
