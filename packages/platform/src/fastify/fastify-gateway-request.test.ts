import { describe, expect, it } from 'vitest';
import { type EchoServer, useEchoServers, WRONG_SECRET } from '../../test/echo-server.js';

const limits = { families: { projects: 3 }, failuresPerSecond: 4 };

const start = useEchoServers();

describe('the address of a request', () => {
  it('go by the address that a trusted proxy tells, and by no other', async () => {
    const failFrom = async (server: EchoServer, address: string): Promise<number> =>
      (await server.send('GET /echo', [WRONG_SECRET, `X-Forwarded-For: ${address}`])).status;
    const trusting = await start({ limits, trustedProxies: ['127.0.0.0/8'] });
    const simple = await start({ limits });
    for (let i = 0; i < 4; i += 1) {
      await failFrom(trusting, '192.0.2.1');
      await failFrom(simple, `192.0.2.${i}`);
    }
    expect(await failFrom(trusting, '192.0.2.1')).toBe(429);
    // The last one is what the proxy itself has seen.
    expect(await failFrom(trusting, '192.0.2.9, 192.0.2.1')).toBe(429);
    expect(await failFrom(trusting, '192.0.2.2')).toBe(401);
    expect(await failFrom(simple, '192.0.2.99')).toBe(429);
    expect(trusting.observations.at(-1)?.address).toBe('192.0.2.2');
    await failFrom(trusting, 'no address at all');
    expect(trusting.observations.at(-1)?.address).toBe('127.0.0.1');
  });
});
