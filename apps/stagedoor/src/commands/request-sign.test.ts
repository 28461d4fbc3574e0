import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCaptureServer, type CaptureServer } from '../../test/capture-server.js';
import { TestWorld, type CliRun } from '../../test/test-world.js';

const ID = 'c0de00000000000000000000000c0de1';
const SECRET = '5ec4e75ec4e75ec4e75ec4e75ec4e751';
const URL = 'https://api.agora.io/v1/a%c3%a9?x=1&y=%20';

let world: TestWorld;
let server: CaptureServer | undefined;

beforeEach(() => {
  world = new TestWorld();
  world.env = { STAGEDOOR_CUSTOMER_ID: ID, STAGEDOOR_CUSTOMER_SECRET: SECRET };
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  world.dispose();
});

const sign = (...argv: readonly string[]): Promise<CliRun> => world.run('request', 'sign', ...argv);

/** What `request explain` says of a text. */
async function explain(text: string): Promise<{ readonly verdict: string }> {
  world.stdin = text;
  const { out } = await world.run('request', 'explain', '--json');
  return JSON.parse(out) as { readonly verdict: string };
}

const SCHEMES = ['basic', 'hmac', 'message-signature'];

describe('the headers', () => {
  it('of basic are printed', async () => {
    expect(await sign('--scheme', 'basic', 'GET', URL)).toEqual({
      exitCode: 0,
      out: `Authorization: Basic ${btoa(`${ID}:${SECRET}`)}\n`,
      error: '',
    });
  });

  it('of hmac are printed, in the order of the documents', async () => {
    const { out } = await sign('--scheme', 'hmac', 'get', URL);
    expect(out).toMatch(
      /^Date: Tue, 14 Nov 2023 22:13:20 GMT\nDigest: SHA-256=47DEQpj8\S+\nAuthorization: hmac username="c0de/,
    );
  });

  it('of agora-token are printed, from an argument or standard input', async () => {
    const argument = await sign('--scheme', 'agora-token', '--token', '007eJx', 'GET', URL);
    expect(argument.out).toBe('Authorization: agora token=007eJx\n');
    world.stdin = '{"token":"007eJy"}\n';
    const piped = await sign('--scheme', 'agora-token', '--token', '-', 'GET', URL);
    expect(piped.out).toBe('Authorization: agora token=007eJy\n');
  });

  it('of message-signature are printed, with a nonce', async () => {
    const drawn = await sign('--scheme', 'message-signature', 'GET', URL);
    expect(drawn.out).toContain(`;nonce="${'d'.repeat(31)}1"`);
    const nonce = '0123456789abcdef';
    const given = await sign('--scheme', 'message-signature', '--nonce', nonce, 'GET', URL);
    expect(given.out).toContain(`;created=1700000000;nonce="${nonce}"`);
  });

  it('are followed by those that are given', async () => {
    const { out } = await sign(
      '--scheme',
      'basic',
      '--header',
      'A: b',
      '--header',
      'C:d: e ',
      'POST',
      URL,
      '--data',
      '{"a":1}',
    );
    expect(out.split('\n').slice(1)).toEqual([
      'Content-Type: application/json',
      'A: b',
      'C: d: e',
      '',
    ]);
    const typed = await sign(
      '--scheme',
      'basic',
      '--header',
      'content-type: text/plain',
      'POST',
      URL,
      '--data',
      '{}',
    );
    expect(typed.out).not.toContain('json');
    expect((await sign('--scheme', 'basic', 'POST', URL, '--data', 'a=b')).out).not.toContain(
      'Type',
    );
  });

  it('are printed as JSON with what they are for', async () => {
    const { out } = await sign('--scheme', 'basic', 'GET', URL, '--json');
    expect(JSON.parse(out)).toEqual({
      method: 'GET',
      url: URL,
      host: 'api.agora.io',
      headers: [['Authorization', `Basic ${btoa(`${ID}:${SECRET}`)}`]],
    });
  });

  it('are of another time where one is given', async () => {
    const { out } = await sign('--scheme', 'hmac', '--now', '0', 'GET', URL);
    expect(out).toContain('Date: Thu, 01 Jan 1970 00:00:00 GMT');
  });

  it('take the secret from a file', async () => {
    world.env = {};
    writeFileSync(join(world.cwd, 'key_and_secret.txt'), `key,secret\n${ID},${SECRET}\n`);
    const { out } = await sign(
      '--scheme',
      'basic',
      '--customer-id',
      ID,
      '--secret-file',
      'key_and_secret.txt',
      'GET',
      URL,
    );
    expect(out).toContain(btoa(`${ID}:${SECRET}`));
  });
});

describe('the command of curl', () => {
  const bodies = ['', '{"a": "it\'s \\" $HOME `x`"}', '@file', 'a\nb\n', 'é', ' '];

  it.each(SCHEMES)('of %s is accepted when it is read back', async (scheme) => {
    for (const body of bodies) {
      const { out } = await sign(
        '--scheme',
        scheme,
        'PATCH',
        URL,
        '--data',
        body,
        '--output',
        'curl',
      );
      expect(await explain(out)).toMatchObject({ verdict: 'accepted', scheme });
    }
    const { out } = await sign('--scheme', scheme, 'GET', URL, '--output', 'curl');
    expect(await explain(out)).toMatchObject({ verdict: 'accepted', findings: [] });
  });

  it.skipIf(process.platform === 'win32')('is read by a shell as it was meant', async () => {
    for (const body of bodies) {
      const argv = ['--header', "A: b'c", 'POST', "https://a/b?c='d'", '--data', body];
      const { out } = await sign('--scheme', 'basic', '--output', 'curl', ...argv);
      const script = `curl() { for word; do printf '%s\\0' "$word"; done; }\n${out}`;
      const words = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0');
      expect(words).toContain("https://a/b?c='d'");
      expect(words).toContain("A: b'c");
      expect(words.at(-2)).toBe(body);
    }
  });

  it('names the file that has the body', async () => {
    writeFileSync(join(world.cwd, 'body.bin'), Uint8Array.of(0, 255));
    const argv = ['PUT', URL, '--data-file', 'body.bin', '--output', 'curl'];
    const { out } = await sign('--scheme', 'hmac', ...argv);
    expect(out).toContain('--data-binary @body.bin');
    expect(out).toContain("-H 'Content-Type:'");
  });
});

describe('a request that is sent', () => {
  it.each(SCHEMES)('goes out as %s signed it', async (scheme) => {
    server = await startCaptureServer();
    const url = `http://${server.authority}/v1/../a%c3%a9?x=1&&y=%2F`;
    const argv = ['--header', 'X-É'.replace('É', 'E') + ': é', '--data', '{"é": 1}', '--send'];
    const { exitCode, out, error } = await sign('--scheme', scheme, 'PATCH', url, ...argv);
    expect([exitCode, error]).toEqual([0, '']);
    expect(out).toBe('HTTP/1.1 200 OK\nX-A: 1\nx-a: 2\nContent-Length: 3\n\nyes\n');
    const sent = server.captured();
    const [line, host] = sent.split('\r\n');
    expect(line).toBe('PATCH /v1/../a%c3%a9?x=1&&y=%2F HTTP/1.1');
    expect(host).toBe(`Host: ${server.authority}`);
    expect(sent.match(/^host:/gim)).toHaveLength(1);
    expect(sent.match(/^date:/gim) ?? []).toHaveLength(scheme === 'hmac' ? 1 : 0);
    expect(sent).toContain('\r\nContent-Length: 9\r\n');
    expect(sent.endsWith('\r\n\r\n{"\u00C3\u00A9": 1}')).toBe(true);
    expect(await explain(Buffer.from(sent, 'latin1').toString())).toMatchObject({
      verdict: 'accepted',
      scheme,
      findings: [],
    });
  });

  it('has no body where none is given, and a length where the method has one', async () => {
    server = await startCaptureServer();
    await sign('--scheme', 'basic', 'GET', `http://${server.authority}/`, '--send');
    expect(server.captured()).not.toMatch(/content-length|transfer-encoding/i);
    await sign('--scheme', 'basic', 'POST', `http://${server.authority}/`, '--send');
    expect(server.captured()).toContain('\r\nContent-Length: 0\r\n');
  });

  it('is answered in JSON too', async () => {
    server = await startCaptureServer();
    const { out } = await sign(
      '--scheme',
      'basic',
      'GET',
      `http://${server.authority}/`,
      '--send',
      '--json',
    );
    expect(JSON.parse(out)).toEqual({
      status: 200,
      statusText: 'OK',
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
        ['Content-Length', '3'],
      ],
      body: 'yes',
    });
  });

  it('and refused has exit code 1', async () => {
    server = await startCaptureServer('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    const url = `http://${server.authority}/`;
    expect(await sign('--scheme', 'basic', 'GET', url, '--send')).toEqual({
      exitCode: 1,
      out: 'HTTP/1.1 401 Unauthorized\nContent-Length: 0\n\n',
      error:
        'rejected (request_refused): the server answered 401; stagedoor request explain finds out why\n',
    });
  });

  it('may follow no redirect', async () => {
    server = await startCaptureServer(
      'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n',
    );
    const { exitCode, out } = await sign(
      '--scheme',
      'basic',
      'GET',
      `http://${server.authority}/`,
      '--send',
    );
    expect([exitCode, out.split('\n')[0]]).toEqual([0, 'HTTP/1.1 302 Found']);
  });

  it('but not answered has exit code 2', async () => {
    server = await startCaptureServer('nonsense');
    const url = `http://${server.authority}/`;
    const { exitCode, error } = await sign('--scheme', 'basic', 'GET', url, '--send', '--json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(error)).toMatchObject({ error: { code: 'request_not_sent' } });
    expect(error).not.toContain(SECRET);
  });

  it('has 30 s to be answered', async () => {
    server = await startCaptureServer('');
    world.patience.abort();
    const url = `http://${server.authority}/`;
    const { exitCode, error } = await sign('--scheme', 'basic', 'GET', url, '--send');
    expect(exitCode).toBe(2);
    expect(error).toContain('no answer came within 30 s');
    expect(world.limitSeconds).toBe(30);
  });
});

describe('wrong use', () => {
  const get = ['GET', URL];
  const hmac = ['--scheme', 'hmac'];

  it.each([
    [get, 'usage'],
    [['--scheme', 'magic', ...get], 'usage'],
    [[...hmac, 'GET'], 'usage'],
    [[...hmac, 'G T', URL], 'usage'],
    [[...hmac, 'GET', 'api.agora.io/v1'], 'usage'],
    [[...hmac, 'GET', 'https://id:secret@a/b'], 'usage'],
    [[...hmac, 'GET', 'https://a/b#c'], 'usage'],
    [[...hmac, 'GET', 'https://a/é'], 'usage'],
    [[...hmac, 'GET', 'ftp://a/b'], 'usage'],
    [[...hmac, ...get, '--data', 'a', '--data-file', 'b'], 'usage'],
    [[...hmac, ...get, '--data-file', '-'], 'usage'],
    [[...hmac, ...get, '--data-file', 'missing'], 'file_unusable'],
    [[...hmac, ...get, '--header', 'nonsense'], 'usage'],
    [[...hmac, ...get, '--header', 'A: b\nC: d'], 'usage'],
    [[...hmac, ...get, '--header', 'Host: b'], 'usage'],
    [[...hmac, ...get, '--header', 'date: today'], 'usage'],
    [[...hmac, ...get, '--token', '007eJx'], 'usage'],
    [[...hmac, ...get, '--output', 'curl', '--send'], 'usage'],
    [[...hmac, ...get, '--secret-file', SECRET], 'usage'],
    [[...hmac, ...get, '--secret-file', 'a', '--secret-file', '-'], 'file_unusable'],
    [[...hmac, ...get, '--now', 'today'], 'usage'],
    [[...hmac, ...get, '--now', '1700000000000'], 'invalid_auth_option'],
    [[...hmac, ...get, '--customer-id', 'a"b'], 'invalid_auth_option'],
    [[...hmac, ...get, '--customer-id', ''], 'usage'],
    [['--scheme', 'basic', ...get, '--customer-id', 'a:b'], 'invalid_auth_option'],
    [['--scheme', 'message-signature', ...get, '--nonce', 'short'], 'invalid_auth_option'],
    [['--scheme', 'agora-token', ...get], 'usage'],
    [['--scheme', 'agora-token', ...get, '--token', 'a b'], 'invalid_auth_option'],
    [[...hmac, 'GET', 'http://example.com/'], 'plain_http_refused'],
  ])('%j has exit code 2 and the code %s', async (argv, code) => {
    const { exitCode, out, error } = await sign(...argv, '--json');
    expect([exitCode, out]).toEqual([2, '']);
    expect(JSON.parse(error)).toMatchObject({ error: { code } });
    expect(error).not.toContain(SECRET);
  });

  it('of plain http is let where that is said, and on loopback', async () => {
    const far = ['--scheme', 'basic', 'GET', 'http://example.com/'];
    expect((await sign(...far)).error).toContain('--insecure-http');
    expect((await sign(...far, '--insecure-http')).exitCode).toBe(0);
    for (const host of ['localhost:1', '127.0.0.1', '[::1]:8080']) {
      expect((await sign('--scheme', 'basic', 'GET', `http://${host}/`)).exitCode).toBe(0);
    }
  });

  it('is a customer without ID or secret', async () => {
    world.env = { STAGEDOOR_CUSTOMER_ID: ID };
    expect((await sign('--scheme', 'basic', ...get)).error).toContain('--secret-file');
    world.env = { STAGEDOOR_CUSTOMER_SECRET: SECRET };
    expect((await sign('--scheme', 'basic', ...get)).error).toContain('--customer-id');
  });
});
