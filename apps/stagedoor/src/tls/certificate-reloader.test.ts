import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, createServer, request as sendRequest } from 'node:https';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket, type ConnectionOptions } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestCertificate, type TestCertificate } from '../../test/test-certificate.js';
import { TestWorld } from '../../test/test-world.js';
import { CertificateReloader } from './certificate-reloader.js';
import { readTlsFiles } from './read-tls-files.js';
import { tlsOptionsOf } from './tls-options.js';

let world: TestWorld;
let server: Server;
let reloader: CertificateReloader;
let lines: { readonly level: string; readonly text: string; readonly reason?: string }[];
let stopWatching: () => void;
let handshakesFailed: number;

const files = { tlsCert: 'cert.pem', tlsKey: 'key.pem' };

const place = ({ cert, key }: Pick<TestCertificate, 'cert' | 'key'>): void => {
  writeFileSync(join(world.cwd, files.tlsCert), cert);
  writeFileSync(join(world.cwd, files.tlsKey), key);
};

const portOf = (): number => (server.address() as AddressInfo).port;

async function connectTls(options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({
    port: portOf(),
    host: '127.0.0.1',
    rejectUnauthorized: false,
    ...options,
  });
  await once(socket, 'secureConnect');
  return socket;
}

/** The name in the certificate that a new connection sees. */
async function seenName(): Promise<string | undefined> {
  const socket = await connectTls();
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

async function get(agent: Agent): Promise<string> {
  const request = sendRequest({
    port: portOf(),
    host: '127.0.0.1',
    agent,
    rejectUnauthorized: false,
  });
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return text(response);
}

beforeEach(async () => {
  world = new TestWorld();
  lines = [];
  handshakesFailed = 0;
  place(makeTestCertificate(world.cwd, 'first'));
  const tls = await readTlsFiles(files, world);
  const secure = createServer(tlsOptionsOf(tls), (request, response) => {
    response.end(`port ${request.socket.remotePort}`);
  });
  secure.on('tlsClientError', () => {
    handshakesFailed += 1;
  });
  server = secure;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const log = {
    info: (fields: object, line: string) =>
      void lines.push({ level: 'info', text: line, ...fields }),
    warn: (fields: object, line: string) =>
      void lines.push({ level: 'warn', text: line, ...fields }),
  };
  reloader = new CertificateReloader(tls, { files, server: secure, world, log });
  stopWatching = reloader.watch();
});

afterEach(() => {
  stopWatching();
  server.closeAllConnections();
  server.close();
  world.dispose();
});

describe('a new certificate', () => {
  it('is seen by new connections, and open ones go on', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const before = await get(agent);
    expect(await seenName()).toBe('first');
    place(makeTestCertificate(world.cwd, 'second'));
    await reloader.check();
    expect(await seenName()).toBe('second');
    expect(await get(agent)).toBe(before);
    agent.destroy();
    expect(lines).toEqual([
      expect.objectContaining({ level: 'info', fingerprint: expect.any(String) }),
    ]);
  });

  it.each(['tick', 'reload'] as const)('is found at a %s of the world', async (event) => {
    place(makeTestCertificate(world.cwd, 'second'));
    world[event]();
    await expect.poll(seenName, { timeout: 10_000 }).toBe('second');
  });

  it('is not looked for any more after the end', async () => {
    stopWatching();
    place(makeTestCertificate(world.cwd, 'second'));
    world.tick();
    world.reload();
    expect(await seenName()).toBe('first');
    expect(lines).toEqual([]);
  });

  it('says when it ends', async () => {
    place(makeTestCertificate(world.cwd, 'second', 400));
    const before = reloader.expiresAt;
    await reloader.check();
    expect(reloader.expiresAt - before).toBeGreaterThan(360 * 86_400);
  });
});

describe('a certificate that cannot be used', () => {
  it.each([
    ['is no certificate', (): object => ({ cert: 'nonsense' }), 'tlsCert'],
    ['is empty', (): object => ({ cert: '' }), 'tlsCert'],
    ['has no key', (): object => ({ key: 'nonsense' }), 'tlsKey'],
    [
      'has the key of another',
      (): object => ({ key: makeTestCertificate(world.cwd, 'other').key }),
      'tlsKey',
    ],
  ])('because it %s is logged once, and the one before stays', async (_why, change, setting) => {
    place({ ...makeTestCertificate(world.cwd, 'second'), ...change() });
    await reloader.check();
    await reloader.check();
    expect(await seenName()).toBe('first');
    expect(lines).toEqual([
      expect.objectContaining({ level: 'warn', reason: expect.stringContaining(setting) }),
    ]);
    place(makeTestCertificate(world.cwd, 'third'));
    await reloader.check();
    expect(await seenName()).toBe('third');
  });

  it('because it has expired is refused, and the one before stays', async () => {
    place(makeTestCertificate(world.cwd, 'second'));
    world.time = 4_000_000_000;
    await reloader.check();
    expect(await seenName()).toBe('first');
    expect(lines[0]?.reason).toContain('has expired');
  });

  it('does not show its key in the log', async () => {
    const { key } = makeTestCertificate(world.cwd, 'second');
    place({ cert: key, key: 'nonsense' });
    await reloader.check();
    const [, secret = ''] = key.split('\n');
    expect(JSON.stringify(lines)).not.toContain(secret);
  });

  it('does not start a server', async () => {
    place({ cert: 'nonsense', key: 'nonsense' });
    await expect(readTlsFiles(files, world)).rejects.toMatchObject({ code: 'tls_files_invalid' });
    await expect(
      readTlsFiles({ tlsCert: 'absent.pem', tlsKey: 'key.pem' }, world),
    ).rejects.toMatchObject({
      code: 'tls_files_invalid',
      message: 'tlsCert: absent.pem cannot be read: ENOENT',
    });
  });
});

describe('TLS', () => {
  it.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused', async (version) => {
    // Security level 0 lets the client offer what its own rules forbid.
    const options = { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' };
    await expect(connectTls(options)).rejects.toThrow(/protocol version|unsupported protocol/i);
    await expect.poll(() => handshakesFailed).toBeGreaterThan(0);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is spoken', async (version) => {
    const socket = await connectTls({ minVersion: version, maxVersion: version });
    expect(socket.getProtocol()).toBe(version);
    socket.destroy();
  });

  it.each(['AES128-SHA', 'ECDHE-ECDSA-AES128-SHA', 'AES256-GCM-SHA384'])(
    'the cipher %s is refused',
    async (ciphers) => {
      await expect(connectTls({ ciphers, maxVersion: 'TLSv1.2' })).rejects.toThrow(/handshake/i);
    },
  );

  it('speaks HTTP/1.1, also with who would rather have HTTP/2', async () => {
    const socket = await connectTls({ ALPNProtocols: ['h2', 'http/1.1'] });
    expect(socket.alpnProtocol).toBe('http/1.1');
    socket.destroy();
    await expect(connectTls({ ALPNProtocols: ['h2'] })).rejects.toThrow(/protocol/i);
  });
});
