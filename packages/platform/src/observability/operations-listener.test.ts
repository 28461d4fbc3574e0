import { once } from 'node:events';
import { createServer, request as sendRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { GatewayMetrics } from './gateway-metrics.js';
import { createOperationsListener } from './operations-listener.js';
import { Readiness, type ReadinessCheck } from './readiness.js';

let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function start(
  checks: readonly ReadinessCheck[] = [],
  mayAsk: (address: string) => boolean = () => true,
): Promise<{ readonly url: string; readonly readiness: Readiness }> {
  const metrics = new GatewayMetrics({ version: '1.2.3', withProcess: false });
  const readiness = new Readiness({
    now: () => 1,
    abortAfter: () => new AbortController().signal,
  });
  readiness.start(checks);
  server = createServer(createOperationsListener({ metrics, readiness, mayAsk }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, readiness };
}

describe('the operations listener', () => {
  it('says that it is alive, and serves metrics', async () => {
    const { url } = await start();
    const alive = await fetch(`${url}/healthz`);
    expect([alive.status, await alive.json()]).toEqual([200, { status: 'ok' }]);
    const metrics = await fetch(`${url}/metrics?x=1`);
    expect(metrics.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await metrics.text()).toContain('stagedoor_build_info{version="1.2.3"} 1');
  });

  it('says whether it is ready, and why not', async () => {
    const away = { name: 'database', run: () => Promise.reject(new Error('s3cret')) };
    const { url, readiness } = await start([away]);
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({
      status: 'not-ready',
      checks: [{ name: 'database', status: 'failed' }],
    });
    readiness.stop();
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'stopping' });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('is ready without an optional part, and says so', async () => {
    const away = { name: 'redis', isOptional: true, run: () => Promise.reject(new Error('no')) };
    const { url } = await start([away]);
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'degraded',
      checks: [{ name: 'redis', status: 'failed' }],
    });
  });

  it('answers HEAD with no body', async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/readyz`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it.each([
    ['POST', '/metrics'],
    ['GET', '/'],
    ['GET', '/metrics/'],
    ['GET', '/constructor'],
    ['GET', '//healthz'],
  ])('has nothing at %s %s', async (method, path) => {
    const { url } = await start();
    expect((await fetch(url + path, { method })).status).toBe(404);
  });

  it('asks who asks by the connection, not by what a header says', async () => {
    const asked: string[] = [];
    const { url } = await start([], (address) => {
      asked.push(address);
      return false;
    });
    const request = sendRequest(`${url}/metrics`, { headers: { 'X-Forwarded-For': '10.0.0.1' } });
    request.end();
    const [answer] = (await once(request, 'response')) as [{ readonly statusCode: number }];
    expect([answer.statusCode, asked]).toEqual([403, ['127.0.0.1']]);
  });
});
