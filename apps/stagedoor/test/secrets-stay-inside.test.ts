/** Whatever is sent to a server, in whatever place: nothing of it reaches log, metrics or traces. */
import { once } from 'node:events';
import { createServer, request as sendRequest, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { issueToken, rtc } from '@stagedoor/token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { basicOf, type Demo, makePlatform, serve } from './test-server.js';
import { TestWorld } from './test-world.js';

/** Looks like nothing that a pattern could find. */
const MARK = 'MaRkEd-S3cret';
/** As it is, as base64 at each offset, and percent-encoded. */
const MARKS = [
  MARK,
  ...['', 'x', 'xx'].map((before) =>
    Buffer.from(`${before}${MARK}${MARK}`).toString('base64').slice(4, 20),
  ),
  MARK.toLowerCase(),
  encodeURIComponent(MARK).replaceAll('-', '%2D'),
];

let world: TestWorld;
let collector: Server;
let traces: string;

beforeEach(async () => {
  world = new TestWorld();
  traces = '';
  collector = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      traces += chunk.toString('latin1');
    });
    request.on('end', () => response.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
});

afterEach(() => {
  collector.closeAllConnections();
  collector.close();
  world.dispose();
});

/** A request with its parts as they go out. */
interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function send(
  url: string,
  { method = 'GET', path = '/dev/v1/projects', headers = {}, body }: Sent,
): Promise<void> {
  const { hostname, port } = new URL(url);
  const request = sendRequest({ hostname, port, method, path, headers });
  request.end(body);
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
  await text(response);
}

/** Octets that may be no request at all. */
async function sendRaw(url: string, octets: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.resume().end(octets);
  await once(socket, 'close');
}

const JSON_TYPE = { 'content-type': 'application/json' };
const MARKED_PAIR = `Basic ${Buffer.from(`${MARK}:${MARK}${MARK}`).toString('base64')}`;

/** With a mark wherever a sender may put one. */
function requestsOf(demo: Demo): readonly Sent[] {
  const authorization = basicOf(demo);
  const { customerId, appId } = demo;
  const wrongSecret = Buffer.from(`${customerId}:${MARK}${MARK}`).toString('base64');
  const swapped = Buffer.from(`${MARK}${MARK}:${customerId}`).toString('base64');
  const hmac = `hmac username="${MARK}", algorithm="hmac-sha256", headers="date request-line digest", signature="${MARK}"`;
  const fls = `/v1/projects/${appId}/fls/domains`;
  const post = { method: 'POST', path: '/dev/v1/project' };
  return [
    ...[
      MARKED_PAIR,
      `Basic ${wrongSecret}`,
      `Basic ${swapped}`,
      `Basic ${MARK}`,
      `Bearer ${MARK}`,
      `agora token=007${MARK}`,
      `${MARK} x`,
      hmac,
    ].map((value) => ({ headers: { authorization: value } })),
    { path: fls, headers: { authorization: hmac, date: MARK, digest: `SHA-256=${MARK}` } },
    {
      path: fls,
      headers: {
        'signature-input': `sig1=("@method");keyid="${MARK}"`,
        signature: `sig1=:${MARK}:`,
      },
    },
    { headers: { 'x-agora-token': MARK, 'x-agora-uid': MARK } },
    ...['cookie', 'referer', 'user-agent', 'x-forwarded-for', 'forwarded', 'tracestate'].map(
      (name) => ({ headers: { authorization, [name]: MARK } }),
    ),
    { headers: { authorization, traceparent: `00-${MARK}-${MARK}-01` } },
    { headers: { host: MARK } },
    { headers: { authorization, expect: MARK } },
    { path: `/dev/v1/project?name=${MARK}&id=${MARK}`, headers: { authorization } },
    { path: `/dev/v1/${MARK}`, headers: { authorization } },
    { path: `/${MARK}%ZZ?${MARK}`, headers: { authorization } },
    { path: `http://user:${MARK}@127.0.0.1/dev/v1/projects`, headers: { authorization } },
    { path: `/v1/projects/${MARK}/fls/domains`, headers: { authorization } },
    { ...post, headers: { authorization, ...JSON_TYPE }, body: `{"name": "${MARK}"}` },
    { ...post, headers: { authorization, ...JSON_TYPE }, body: `{"name": "${MARK}"}` },
    { ...post, headers: { authorization, ...JSON_TYPE }, body: `{"name": ["${MARK}"]}` },
    { ...post, headers: { authorization, ...JSON_TYPE }, body: `{"${MARK}` },
    { ...post, headers: { authorization, ...JSON_TYPE }, body: `{"name": "\\ud800${MARK}"}` },
    { ...post, headers: { authorization, 'content-type': MARK }, body: MARK },
    {
      ...post,
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: `name=${MARK}&${MARK}=${MARK}`,
    },
    { ...post, headers: { authorization, ...JSON_TYPE }, body: MARK.repeat(200_000) },
    {
      method: 'POST',
      path: '/dev/v1/signkey',
      headers: { authorization, ...JSON_TYPE },
      body: JSON.stringify({ id: MARK, enable: true }),
    },
    {
      method: 'POST',
      path: '/stagedoor/v1/admissions',
      headers: { authorization, ...JSON_TYPE },
      body: JSON.stringify({ appId, token: `007${MARK}`, channel: MARK }),
    },
    { headers: { authorization } },
  ];
}

const RAW = [
  `${MARK} / HTTP/9.9\r\n\r\n`,
  `GET /${MARK} HTTP/1.1\r\nHost: x\r\nHost: ${MARK}\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\n${MARK}: ${`${MARK} `.repeat(2000)}\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\n ${MARK}\0: ${MARK}\r\n\r\n`,
  `POST /dev/v1/project HTTP/1.1\r\nHost: x\r\nAuthorization: ${MARK}\r\nContent-Length: ${MARK}\r\n\r\n${MARK}`,
  `\x16\x03\x01${MARK}`,
];

describe('what is sent to a server', () => {
  it('is neither in its log at the lowest level, nor in metrics, nor in traces', async () => {
    const demo = await makePlatform(world);
    const token = issueToken({
      appId: demo.appId,
      certificate: demo.certificate,
      services: [rtc({ channel: MARK, uid: 42, role: 'publisher' })],
      expiresInSeconds: 3600,
    });
    let metrics = '';
    const endpoint = `http://${MARK}:${MARK}@127.0.0.1:${(collector.address() as AddressInfo).port}`;
    const { exitCode, error } = await serve(
      world,
      async ({ url, operationsUrl }) => {
        for (const sent of requestsOf(demo)) await send(url, sent);
        for (const octets of RAW) await sendRaw(url, octets);
        await send(url, { headers: { authorization: `agora token=${token}` } });
        metrics = await (await fetch(`${operationsUrl}/metrics?${MARK}`)).text();
      },
      '--log-level',
      'trace',
      '--trusted-proxies',
      '127.0.0.1',
      '--otlp-endpoint',
      endpoint,
      '--rate-limits',
      'projects=100000',
    );
    expect(exitCode).toBe(0);
    const requests = error.split('\n').filter((line) => line.includes('"msg":"request"'));
    expect(requests.length).toBeGreaterThan(requestsOf(demo).length);
    expect(error).toContain('"outcome":"answered"');
    expect(error).toContain('"outcome":"unauthenticated"');
    expect(metrics).toContain('stagedoor_rejected_total{code="wrong_secret"}');
    expect(traces).toContain('"stagedoor.operation"');
    const { customerSecret, certificate } = demo;
    const secrets = [...MARKS, customerSecret, certificate, token, basicOf(demo).slice(6)];
    for (const [place, content] of Object.entries({ log: error, metrics, traces })) {
      const found = secrets.filter((secret) => content.includes(secret));
      expect([place, found]).toEqual([place, []]);
    }
  });
});
