import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestReport } from '@stagedoor/rest-auth/explain';
import { issueToken, rtm } from '@stagedoor/token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld, type CliRun } from '../../test/test-world.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
const ID = 'c0de00000000000000000000000c0de1';
const SECRET = '5ec4e75ec4e75ec4e75ec4e75ec4e751';
const SECOND = 'a5ec0d5ec4e75ec4e75ec4e75ec4e751';
const TARGET = `/v1/projects/${APP_ID}/fls/domains?id=a`;

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

const explain = (...argv: readonly string[]): Promise<CliRun> =>
  world.run('request', 'explain', ...argv);

/** The report as JSON, its kinds and the exit code. */
async function report(
  ...argv: readonly string[]
): Promise<RequestReport & { readonly kinds: readonly string[]; readonly exitCode: number }> {
  const { exitCode, out } = await explain(...argv, '--json');
  const parsed = JSON.parse(out) as RequestReport;
  return { ...parsed, kinds: parsed.findings.map(({ kind }) => kind), exitCode };
}

function writeInput(name: string, content: string | Uint8Array): string {
  writeFileSync(join(world.cwd, name), content);
  return name;
}

const KNOWN = ['--customer-id', ID, '--secret-file', 'secret.txt'];

/** A request as it stands on the wire, signed by this program for `signedTarget` and sent to `TARGET`. */
async function signed(signedTarget = TARGET, secret = SECRET): Promise<string> {
  world.env['STAGEDOOR_CUSTOMER_SECRET'] = secret;
  const url = `https://api.agora.io${signedTarget}`;
  const argv = ['--scheme', 'hmac', '--customer-id', ID, 'POST', url, '--data', '{"a": 1}'];
  const { out } = await world.run('request', 'sign', ...argv);
  world.env = {};
  writeInput('secret.txt', `${SECRET}\n`);
  const head = `POST ${TARGET} HTTP/1.1\r\nHost: api.agora.io\r\nContent-Length: 8\r\n`;
  return `${head}${out.replaceAll('\n', '\r\n')}\r\n{"a": 1}`;
}

describe('stagedoor request explain', () => {
  it('says that nothing is wrong, with exit code 0', async () => {
    world.stdin = await signed();
    const { exitCode, out, error } = await explain(...KNOWN);
    expect([exitCode, error]).toEqual([0, '']);
    expect(out.split('\n').slice(0, 4)).toEqual([
      `POST ${TARGET} to api.agora.io; hmac for ${ID}`,
      'Verdict: accepted; nothing was found',
      '',
      'What the server signs',
    ]);
  });

  it('says what is wrong, with both strings and a mark, with exit code 1', async () => {
    world.stdin = await signed(TARGET.replace('?id=a', ''));
    const { exitCode, out, error } = await explain(...KNOWN);
    expect(exitCode).toBe(1);
    expect(error).toBe('rejected (signature_mismatch): see the report: query_unsigned\n');
    const lines = out.split('\n');
    expect(lines[1]).toBe('Verdict: rejected (signature_mismatch)');
    expect(lines[3]).toBe('1. fatal query_unsigned');
    expect(lines[5]).toMatch(/^ {3}Fix: sign path and query/);
    const client = lines.indexOf('What the client signed, as it was found by trying');
    const line = lines[client + 3] ?? '';
    expect(line).toMatch(/^ {3}3 {2}POST \/v1\/\S+ HTTP\/1\.1$/);
    expect(lines[client + 4]).toBe(`${' '.repeat(line.indexOf(' HTTP/'))}^ differs from here on`);
  });

  it('proves nothing where nothing is known, with exit code 0', async () => {
    world.stdin = await signed();
    expect(await report()).toMatchObject({ exitCode: 0, verdict: 'unproven', kinds: ['unproven'] });
  });

  it('colours for a terminal', async () => {
    world.stdin = await signed();
    world.env['FORCE_COLOR'] = '1';
    expect((await explain(...KNOWN)).out).toContain('\u001b[32maccepted\u001b[39m');
  });

  it('shows no control that a terminal would obey', async () => {
    world.stdin = 'GET /\u001b[31m\u202E HTTP/1.1\nHost: a\u0007\nAuthorization: Basic \u001b]0;x';
    const { out } = await explain();
    expect(out).toMatch(/^GET \/\\u\{1b\}\[31m/);
    // oxlint-disable-next-line no-control-regex -- because these are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe('the request', () => {
  it('can be in a file, or in standard input', async () => {
    const file = writeInput('request.txt', await signed());
    expect(await report(file, ...KNOWN)).toMatchObject({ verdict: 'accepted' });
    world.stdin = await signed();
    expect(await report('-', ...KNOWN)).toMatchObject({ verdict: 'accepted' });
  });

  it('can be an entry of a HAR', async () => {
    const entry = (url: string): unknown => ({ request: { method: 'GET', url, headers: [] } });
    const har = { log: { entries: [entry('https://a/1'), entry('https://a/2')] } };
    const file = writeInput('api.har', JSON.stringify(har));
    expect((await report(file)).summary).toBe('GET /1 to a');
    expect((await report(file, '--entry', '2')).summary).toBe('GET /2 to a');
  });

  it('can be large', async () => {
    const body = 'x'.repeat(500_000);
    const file = writeInput('request.txt', `POST / HTTP/1.1\nHost: a\n\n${body}`);
    expect((await report(file)).kinds).toEqual(['credentials_missing']);
  });

  it('can have its body in a file, which curl -d changes', async () => {
    world.env = { STAGEDOOR_CUSTOMER_ID: ID, STAGEDOOR_CUSTOMER_SECRET: SECRET };
    const content = '{\n"a": 1\n}\n';
    const body = writeInput('body.json', content);
    const url = `https://api.agora.io${TARGET}`;
    const argv = ['--scheme', 'hmac', 'POST', url, '--data-file', body, '--output', 'curl'];
    const { out: command } = await world.run('request', 'sign', ...argv);
    world.stdin = command;
    const { out } = await explain();
    expect(out).toContain('warning body_unknown');
    expect(out).toContain('The body is in a file: add --body-file body.json');
    expect(await report('--body-file', body)).toMatchObject({ verdict: 'accepted', kinds: [] });
    world.stdin = command.replace('--data-binary', '-d');
    const changed = await report('--body-file', body);
    expect(changed).toMatchObject({ exitCode: 1, kinds: ['digest_of_unsent_file'] });
  });
});

describe('what is known', () => {
  it('can come from the environment', async () => {
    world.stdin = await signed();
    world.env = { STAGEDOOR_CUSTOMER_ID: ID, STAGEDOOR_CUSTOMER_SECRET: SECRET };
    expect(await report()).toMatchObject({ verdict: 'accepted' });
    world.env['STAGEDOOR_CUSTOMER_ID'] = 'zoe';
    expect(await report()).toMatchObject({ code: 'unknown_customer' });
  });

  it('is two live secrets, and others that only explain', async () => {
    world.stdin = await signed(TARGET, SECOND);
    const secondary = ['--secret-file', writeInput('second.txt', SECOND)];
    const third = ['--secret-file', writeInput('third.txt', 'the third secret')];
    expect(await report(...KNOWN, ...secondary)).toMatchObject({ kinds: ['secondary_secret'] });
    const old = await report(...KNOWN, ...third, ...secondary);
    expect(old).toMatchObject({ exitCode: 1, kinds: ['secret_not_live'] });
  });

  it('is the time, and how lenient the server is', async () => {
    world.stdin = await signed();
    const late = ['--now', String(NOW + 86_400)];
    expect(await report(...KNOWN, ...late)).toMatchObject({ kinds: ['signature_stale'] });
    world.stdin = world.stdin.replace(' GMT', ' UTC');
    expect((await report(...KNOWN)).code).toBe('date_malformed');
    expect((await report(...KNOWN, '--profile', 'agora')).code).toBe('signature_mismatch');
  });

  it('is what the client signed', async () => {
    world.stdin = await signed(TARGET, 'another');
    const file = writeInput('string.txt', 'host: api.agora.io\r\ndate: today');
    const { out } = await explain(...KNOWN, '--signing-string-file', file);
    expect(out).toContain('fatal client_string_differs');
    expect(out).toContain('What the client signed, as it was given');
    expect(out).toContain(`   1  host: api.agora.io\\r\n${' '.repeat(24)}^ differs from here on`);
  });

  it('is the project of a token', async () => {
    const token = issueToken({
      appId: APP_ID,
      certificate: CERTIFICATE,
      services: [rtm({ userId: 'zoe' })],
      expiresInSeconds: 60,
      issuedAt: NOW,
    });
    world.stdin = `GET /dev/v2/project/${APP_ID}/rtm/users HTTP/1.1\nHost: a\nAuthorization: agora token=${token}\n`;
    const certificate = ['--certificate-file', writeInput('cert.txt', `${CERTIFICATE}\n`)];
    const { out, exitCode } = await explain(...certificate, '--app-id', APP_ID);
    expect(exitCode).toBe(0);
    expect(out).toContain('Verdict: accepted');
    expect(out).toContain('What the token says\nversion');
    world.env = { STAGEDOOR_CERTIFICATE: 'f'.repeat(32), STAGEDOOR_APP_ID: APP_ID };
    expect(await report()).toMatchObject({ exitCode: 1, code: 'token_refused' });
  });
});

describe('wrong use', () => {
  it.each([
    [['-', '--secret-file', '-'], 'usage'],
    [['a', '--secret-file', '-', '--signing-string-file', '-'], 'usage'],
    [['--body-file', '-'], 'usage'],
    [['--entry', '0'], 'usage'],
    [['--entry', 'x'], 'usage'],
    [['--profile', 'kind'], 'usage'],
    [['missing.txt'], 'file_unusable'],
    [['--secret-file', 'missing.txt'], 'file_unusable'],
    [['--secret-file', SECRET], 'usage'],
    [['--certificate-file', 'missing.txt'], 'file_unusable'],
    [['--body-file', 'missing.txt'], 'file_unusable'],
    [[], 'pasted_request_unreadable'],
  ])('%j has exit code 2 and the code %s', async (argv, code) => {
    world.stdin = argv.length === 0 ? 'hello' : 'GET / HTTP/1.1\nHost: a\n';
    const { exitCode, out, error } = await explain(...argv, '--json');
    expect([exitCode, out]).toEqual([2, '']);
    expect(JSON.parse(error)).toMatchObject({ error: { code } });
    expect(error).not.toContain(SECRET);
  });
});

describe('no output', () => {
  it('tells a secret, a certificate or a token', async () => {
    const texts = [
      await signed(),
      await signed('/other'),
      await signed(TARGET, `${SECRET}\n`),
      `curl -u ${ID}:${SECRET} https://a/b`,
      `curl -u ${SECRET}:${ID} https://a/b`,
      `curl https://${ID}:${SECRET}@a/b?secret=${SECRET}`,
      `curl https://a/b -H 'Authorization: Basic ${SECRET}'`,
      `curl https://a/b -H 'Authorization: Bearer ${CERTIFICATE}'`,
      `curl https://a/b -H 'Authorization: agora token=${CERTIFICATE}'`,
      `curl 'https://a/${SECRET}/{{x}}' -H 'Host: ${CERTIFICATE}'`,
    ];
    world.env['STAGEDOOR_CERTIFICATE'] = CERTIFICATE;
    for (const text of texts) {
      world.stdin = text;
      for (const extra of [[], ['--json']]) {
        const { out, error } = await explain(...KNOWN, ...extra);
        for (const secret of [SECRET, CERTIFICATE, btoa(`${ID}:${SECRET}`).slice(50)]) {
          expect(out + error).not.toContain(secret);
        }
      }
    }
  });
});
