import { describe, expect, it } from 'vitest';
import { BASIC, useEchoServers, WRONG_SECRET } from '../../test/echo-server.js';
import { RawConnection, rawRequest } from '../../test/raw-http.js';

const start = useEchoServers();

describe('GatewayServer', () => {
  it('floods from elsewhere slow nobody down for long', async () => {
    const server = await start({ limits: {}, trustedProxies: ['127.0.0.1'] });
    const flood = await RawConnection.open(server.port);
    const bad = rawRequest('GET /echo', [WRONG_SECRET, 'X-Forwarded-For: 192.0.2.1']);
    const lost = rawRequest('GET /nothing', ['X-Forwarded-For: 192.0.2.1']);
    flood.write((bad + lost).repeat(2000));
    const startedAt = performance.now();
    expect((await server.send('GET /echo', [BASIC, 'X-Forwarded-For: 192.0.2.2'])).status).toBe(
      200,
    );
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(await flood.answers(4000)).toHaveLength(4000);
    flood.close();
  });
});
