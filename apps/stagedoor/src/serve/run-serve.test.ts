import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer, request as sendRequest, type IncomingMessage } from 'node:http';
import { request as sendTlsRequest } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestCertificate } from '../../test/test-certificate.js';
import { basicOf, type Demo, makePlatform, serve } from '../../test/test-server.js';
import { TestWorld } from '../../test/test-world.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

const SERVE = ['serve', '--port', '0', '--operations-port', '0'];

const linesOf = (log: string): readonly Record<string, unknown>[] =>
  log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('stagedoor serve', () => {
  it('serves the platform that is there, and tells operators how it is', async () => {
    const demo = await makePlatform(world);
    const { exitCode, out, error } = await serve(world, async ({ url, operationsUrl }) => {
      const answer = await fetch(`${url}/dev/v1/projects`, {
        headers: { authorization: basicOf(demo) },
      });
      expect(answer.status).toBe(200);
      expect((await fetch(`${operationsUrl}/healthz`)).status).toBe(200);
      expect(await (await fetch(`${operationsUrl}/readyz`)).json()).toEqual({
        status: 'ready',
        checks: [{ name: 'database', status: 'ok' }],
      });
      const metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
      expect(metrics).toContain(
        'stagedoor_requests_total{operation="list-projects",scheme="basic",outcome="answered"} 1',
      );
      expect(metrics).toMatch(/stagedoor_database_bytes\{state="file"\} \d{4,}/);
      expect(metrics).toContain('process_resident_memory_bytes');
      // What operators see is not for callers.
      expect((await fetch(`${url}/metrics`)).status).toBe(404);
    });
    expect(exitCode).toBe(0);
    expect(Object.keys(JSON.parse(out) as object)).toEqual(['ready', 'url', 'operationsUrl']);
    const lines = linesOf(error);
    expect(lines[0]).toMatchObject({ level: 'info', msg: 'ready' });
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: 'request',
        operation: 'list-projects',
        scheme: 'basic',
        outcome: 'answered',
        status: 200,
        customerId: demo.customerId,
        requestId: expect.any(String),
      }),
    );
    expect(lines.at(-1)).toMatchObject({ msg: 'stopping' });
  });

  it('makes nothing where nothing is', async () => {
    const { exitCode, error } = await world.run(...SERVE);
    expect([exitCode, error]).toEqual([2, expect.stringContaining('file_unusable')]);
    expect(existsSync(join(world.cwd, '.stagedoor'))).toBe(false);
  });

  it('does not listen in plain HTTP where others reach it', async () => {
    const { exitCode, error } = await world.run(...SERVE, '--host', '0.0.0.0');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('plain_http_beyond_loopback')]);
  });

  it('leaves nothing open where it cannot start', async () => {
    await makePlatform(world);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as AddressInfo).port);
    const main = await world.run('serve', '--port', port, '--operations-port', '0');
    expect([main.exitCode, main.error]).toEqual([2, expect.stringContaining('cannot_listen')]);
    const operations = await world.run('serve', '--port', '0', '--operations-port', port);
    expect(operations.error).toContain('operationsPort: cannot listen');
    taken.close();
    // The database is free, too.
    const { exitCode } = await serve(world, async () => {});
    expect(exitCode).toBe(0);
  });

  it('prints its settings without secrets, and does not start', async () => {
    world.env = {
      STAGEDOOR_DATABASE_URL: 'postgres://u:s3cret@db.example.com/x',
      STAGEDOOR_REDIS_URL: 'redis://:s3cret@redis.example.com/3',
      STAGEDOOR_MASTER_KEY_COMMAND: 'kms-get --token s3cret stagedoor',
    };
    const { exitCode, out } = await world.run('serve', '--check-config', '--hmac-replay', 'off');
    expect(exitCode).toBe(0);
    expect(out).not.toContain('s3cret');
    expect(JSON.parse(out)).toMatchObject({
      config: {
        port: 8080,
        hmacReplay: 'off',
        database: 'postgres://[redacted]@db.example.com/x',
        masterKeyCommand: 'kms-get [redacted]',
      },
      warnings: [expect.stringContaining('hmacReplay')],
    });
  });

  it('says with its key what is wrong in its settings, as text and as JSON', async () => {
    writeFileSync(join(world.cwd, 'stagedoor.config.json'), '{"prot": 8080}');
    expect((await world.run('serve')).error).toContain(
      '"prot" that is unknown: did you mean port?',
    );
    const { error } = await world.run('serve', '--json');
    expect(JSON.parse(error)).toMatchObject({ error: { code: 'config_invalid' } });
  });

  it('knows no --rate-limits off', async () => {
    const { exitCode, error } = await world.run('serve', '--rate-limits', 'off');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('rateLimits (--rate-limits)')]);
  });

  it('limits as it is told to', async () => {
    const demo = await makePlatform(world);
    const headers = { authorization: basicOf(demo) };
    await serve(
      world,
      async ({ url, operationsUrl }) => {
        const statuses = await Promise.all(
          [1, 2, 3].map(async () => (await fetch(`${url}/dev/v1/projects`, { headers })).status),
        );
        expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 429, 429]);
        const metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
        expect(metrics).toContain('stagedoor_rate_limited_total{family="projects"} 2');
      },
      '--rate-limits',
      'projects=1',
    );
  });

  it('refuses hosts that are not its own', async () => {
    await makePlatform(world);
    await serve(
      world,
      async ({ url }) => {
        const statusOf = async (host: string): Promise<number | undefined> => {
          const request = sendRequest(`${url}/dev/v1/projects`, { headers: { host } });
          request.end();
          const [response] = (await once(request, 'response')) as [IncomingMessage];
          response.resume();
          return response.statusCode;
        };
        expect(await statusOf('api.example.com:8443')).toBe(401);
        expect(await statusOf('evil.example.com')).toBe(421);
      },
      '--allowed-host',
      'api.example.com',
    );
  });

  it('believes the address that a trusted proxy passes on, and nobody else', async () => {
    await makePlatform(world);
    const ask = (url: string): Promise<Response> =>
      fetch(`${url}/dev/v1/projects`, { headers: { 'x-forwarded-for': '198.51.100.7' } });
    const addressesOf = (log: string): readonly unknown[] =>
      linesOf(log).flatMap(({ msg, address }) => (msg === 'request' ? [address] : []));
    const plain = await serve(world, async ({ url }) => void (await ask(url)));
    expect(addressesOf(plain.error)).toEqual(['127.0.0.1']);
    world.restart();
    const proxied = await serve(
      world,
      async ({ url }) => void (await ask(url)),
      '--behind-tls-proxy',
      '--trusted-proxies',
      '127.0.0.1',
    );
    expect(addressesOf(proxied.error)).toEqual(['198.51.100.7']);
  });
});

describe('the counters of a server', () => {
  it('tell of refused requests that the audit trail only counts', async () => {
    await makePlatform(world);
    await serve(
      world,
      async ({ url, operationsUrl }) => {
        const headers = { authorization: 'Basic bm9ib2R5Ondyb25n' };
        for (let index = 0; index < 100; index += 1) {
          await fetch(`${url}/dev/v1/projects`, { headers });
        }
        const metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
        expect(metrics).toMatch(/stagedoor_events_total\{event="audit_suppressed"\} \d+/);
        expect(metrics).toContain('stagedoor_rejected_total{code="unknown_customer"} 100');
      },
      '--failures-per-second',
      '1000000',
    );
  });
});

describe('stagedoor serve with TLS', () => {
  const TLS = ['--tls-cert', 'first.pem', '--tls-key', 'first.key'];

  it('speaks HTTPS, and takes a new certificate into use', async () => {
    const demo = await makePlatform(world);
    makeTestCertificate(world.cwd, 'first');
    const { error } = await serve(
      world,
      async ({ url, operationsUrl }) => {
        expect(url).toMatch(/^https:/);
        const request = sendTlsRequest(`${url}/dev/v1/projects`, {
          headers: { authorization: basicOf(demo) },
          rejectUnauthorized: false,
        });
        request.end();
        const [response] = (await once(request, 'response')) as [IncomingMessage];
        expect(response.statusCode).toBe(200);
        response.resume();
        const seenName = async (): Promise<string> => {
          const port = Number(new URL(url).port);
          const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
          await once(socket, 'secureConnect');
          const { subject } = socket.getPeerCertificate();
          socket.destroy();
          return String(subject.CN);
        };
        expect(await seenName()).toBe('first');
        const second = makeTestCertificate(world.cwd, 'second');
        writeFileSync(join(world.cwd, 'first.pem'), second.cert);
        writeFileSync(join(world.cwd, 'first.key'), second.key);
        world.reload();
        await expect.poll(seenName, { timeout: 10_000 }).toBe('second');
        const metrics = await (await fetch(`${operationsUrl}/metrics`)).text();
        expect(metrics).toMatch(/stagedoor_tls_certificate_expires_at_seconds \d{10}/);
      },
      ...TLS,
    );
    expect(error).toContain('new TLS certificate in use');
  });

  it('does not start without a usable certificate', async () => {
    await makePlatform(world);
    makeTestCertificate(world.cwd, 'first');
    writeFileSync(join(world.cwd, 'first.key'), 'nonsense');
    const { exitCode, error } = await world.run(...SERVE, ...TLS);
    expect([exitCode, error]).toEqual([2, expect.stringContaining('tls_files_invalid')]);
  });
});

describe('the stop of a server', () => {
  /** A request whose body is not complete yet. */
  async function beginRequest(url: string, demo: Demo, body: string): Promise<Socket> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = [
      'POST /dev/v1/project HTTP/1.1',
      `Host: ${host}`,
      `Authorization: ${basicOf(demo)}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`);
    return socket;
  }

  const BODY = '{"name":"made while stopping"}';

  it('lets a request under way end', async () => {
    const demo = await makePlatform(world);
    await serve(world, async ({ url, operationsUrl }, ended) => {
      const socket = await beginRequest(url, demo, BODY);
      // The server has it when it has answered another one that came later.
      await fetch(`${url}/dev/v1/projects`);
      world.stop();
      await expect
        .poll(async () => (await fetch(`${operationsUrl}/readyz`)).status, { timeout: 10_000 })
        .toBe(503);
      const answer = text(socket);
      socket.write(BODY.slice(5));
      expect(await answer).toMatch(/^HTTP\/1\.1 201 [^]*connection: close/i);
      expect((await ended).exitCode).toBe(0);
    });
    world.restart();
    await serve(world, async ({ url }) => {
      const headers = { authorization: basicOf(demo) };
      const list = await (await fetch(`${url}/dev/v1/projects`, { headers })).text();
      expect(list).toContain('made while stopping');
    });
  });

  it('cuts off a request that does not end in time', async () => {
    const demo = await makePlatform(world);
    await serve(world, async ({ url }, ended) => {
      const socket = await beginRequest(url, demo, BODY);
      await fetch(`${url}/dev/v1/projects`);
      const closed = once(socket, 'close');
      world.stop();
      world.patience.abort();
      await closed;
      expect((await ended).exitCode).toBe(0);
    });
  });

  it('goes on taking requests for a while, if it is told to, while it is not ready', async () => {
    const demo = await makePlatform(world);
    await serve(
      world,
      async ({ url, operationsUrl }, ended) => {
        world.stop();
        await expect
          .poll(async () => (await fetch(`${operationsUrl}/readyz`)).status, { timeout: 10_000 })
          .toBe(503);
        const headers = { authorization: basicOf(demo) };
        expect((await fetch(`${url}/dev/v1/projects`, { headers })).status).toBe(200);
        world.patience.abort();
        expect((await ended).exitCode).toBe(0);
      },
      '--drain-seconds',
      '5',
    );
  });
});
