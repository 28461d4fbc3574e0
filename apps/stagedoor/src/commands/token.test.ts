import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { verifyToken } from '@stagedoor/token';
import { inspectToken006, issueToken006 } from '@stagedoor/token/006';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld, type CliRun } from '../../test/test-world.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
const OTHER = 'ffffab1e0c0ffee0ca11ab1e0c0fffff';
const PROJECT = ['--app-id', APP_ID, '--certificate', CERTIFICATE];

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

function issue(...options: readonly string[]): Promise<CliRun> {
  return world.run('token', 'issue', 'rtc', '--channel', 'test', ...options);
}

/** A token for channel test, uid 1234, publisher, issued at NOW. */
async function issueToken(...options: readonly string[]): Promise<string> {
  const { out } = await issue('--uid', '1234', '--role', 'publisher', ...PROJECT, ...options);
  return out.trim();
}

describe('stagedoor token issue rtc', () => {
  it('prints the token alone', async () => {
    const { exitCode, out, error } = await issue(
      '--uid',
      '1234',
      '--role',
      'publisher',
      ...PROJECT,
    );
    expect([exitCode, error]).toEqual([0, '']);
    expect(out).toMatch(/^007[A-Za-z0-9+/=]+\n$/);
    const verified = verifyToken(out.trim(), {
      appId: APP_ID,
      certificates: [CERTIFICATE],
      now: NOW,
    });
    expect(verified).toMatchObject({
      issuedAt: NOW,
      expiresInSeconds: 3600,
      services: [{ service: 'rtc', channel: 'test', uid: '1234' }],
    });
  });

  it('prints the same token for the same salt and time', async () => {
    const options = ['--salt', '7', '--issued-at', '1699999999', '--expires-in', '60'];
    expect(await issueToken(...options)).toBe(await issueToken(...options));
  });

  it('prints JSON with --json', async () => {
    const { out } = await issue('--uid', '1', '--role', 'subscriber', ...PROJECT, '--json');
    expect(JSON.parse(out)).toEqual({
      token: expect.stringMatching(/^007/),
      issuedAt: NOW,
      expiresAt: NOW + 3600,
    });
  });

  it('takes an account, and privileges with lives of their own', async () => {
    const lives = ['--privilege', 'joinChannel', '--privilege', 'publishAudioStream=900'];
    const { out } = await issue('--account', 'zoë', ...lives, ...PROJECT);
    const [service] = verifyToken(out.trim(), {
      appId: APP_ID,
      certificates: [CERTIFICATE],
      now: NOW,
    }).services;
    expect(service).toMatchObject({
      uid: 'zoë',
      privileges: {
        joinChannel: { expiresInSeconds: 0 },
        publishAudioStream: { expiresAt: NOW + 900 },
      },
    });
  });

  it.each([
    [['--uid', '1', '--account', 'a', '--role', 'publisher'], 'usage'],
    [['--role', 'publisher'], 'usage'],
    [['--uid', '1'], 'usage'],
    [['--uid', '1', '--role', 'publisher', '--privilege', 'joinChannel'], 'usage'],
    [['--uid', '4294967296', '--role', 'publisher'], 'invalid_uid'],
    [['--uid', '1', '--role', 'publisher', '--expires-in', '0'], 'invalid_expiry'],
    [['--uid', '1', '--role', 'publisher', '--expires-in', '86401'], 'expiry_too_long'],
    [['--uid', '1', '--role', 'publisher', '--issued-at', '1700000000000'], 'invalid_time'],
    [['--uid', '1', '--role', 'publisher', '--salt', '4294967296'], 'invalid_salt'],
    [['--account', '', '--role', 'publisher'], 'invalid_account'],
    [['--uid', '1', '--privilege', 'joinChannel=60=x'], 'usage'],
    [['--uid', '1', '--privilege', 'joinChannel='], 'usage'],
    [['--uid', '1', '--privilege', 'fly'], 'usage'],
  ])('refuses %j with exit code 2 and the code %s', async (options, code) => {
    const { exitCode, out, error } = await issue(...options, ...PROJECT, '--json');
    expect([exitCode, out]).toEqual([2, '']);
    expect(JSON.parse(error)).toEqual({ error: { code, message: expect.any(String) } });
  });

  it('allows a longer life where it is asked for', async () => {
    expect(await issueToken('--expires-in', '86401', '--allow-long-expiry')).toMatch(/^007/);
  });
});

describe('the certificate', () => {
  const rest = ['--uid', '1', '--role', 'publisher', '--app-id', APP_ID, '--salt', '1'];
  let expected: string;

  beforeEach(async () => {
    expected = (await issue(...rest, '--certificate', CERTIFICATE)).out;
  });

  it('can come from a file', async () => {
    writeFileSync(join(world.cwd, 'cert.txt'), `${CERTIFICATE}\n`);
    expect((await issue(...rest, '--certificate-file', 'cert.txt')).out).toBe(expected);
  });

  it('can come from standard input', async () => {
    world.stdin = `  ${CERTIFICATE}\n`;
    expect((await issue(...rest, '--certificate-file', '-')).out).toBe(expected);
  });

  it('can come from the environment, and so can the App ID', async () => {
    world.env = { STAGEDOOR_APP_ID: APP_ID, STAGEDOOR_CERTIFICATE: CERTIFICATE };
    const run = await issue('--uid', '1', '--role', 'publisher', '--salt', '1');
    expect(run.out).toBe(expected);
  });

  it('may have spaces and line ends around it in the environment, as in a file', async () => {
    world.env = {
      STAGEDOOR_APP_ID: ` ${APP_ID}\r\n`,
      STAGEDOOR_CERTIFICATE: `\t${CERTIFICATE} \n`,
    };
    const run = await issue('--uid', '1', '--role', 'publisher', '--salt', '1');
    expect(run.out).toBe(expected);
  });

  it('is taken from its option before the file, and from the file before the environment', async () => {
    writeFileSync(join(world.cwd, 'cert.txt'), CERTIFICATE);
    world.env = { STAGEDOOR_CERTIFICATE: OTHER };
    expect((await issue(...rest, '--certificate-file', 'cert.txt')).out).toBe(expected);
    const both = ['--certificate-file', 'missing.txt', '--certificate', CERTIFICATE];
    expect((await issue(...rest, ...both)).out).toBe(expected);
  });

  it.each([
    [[], 'usage'],
    [['--certificate-file', 'missing.txt'], 'file_unusable'],
    [['--certificate', CERTIFICATE.slice(1)], 'invalid_certificate'],
    [['--certificate', CERTIFICATE, '--certificate', OTHER], 'usage'],
  ])('fails with exit code 2 for %j: %s', async (options, code) => {
    const { exitCode, error } = await issue(...rest, ...options);
    expect(exitCode).toBe(2);
    expect(error).toContain(`(${code})`);
    expect(error).not.toContain(CERTIFICATE.slice(1));
  });

  it('can be missing its App ID', async () => {
    const run = await issue('--uid', '1', '--role', 'publisher', '--certificate', CERTIFICATE);
    expect([run.exitCode, run.error]).toEqual([2, expect.stringContaining('--app-id')]);
  });
});

describe('a certificate in the wrong place', () => {
  it.each([
    [['--certificate-file', CERTIFICATE]],
    [[`--certificat=${CERTIFICATE}`]],
    [['--uid', CERTIFICATE]],
  ])('is not repeated: %j', async (options) => {
    const { exitCode, error } = await issue('--role', 'publisher', '--app-id', APP_ID, ...options);
    expect(exitCode).toBe(2);
    expect(error).not.toContain(CERTIFICATE);
  });

  it('is not repeated where it stands for the App ID', async () => {
    const swapped = ['--app-id', CERTIFICATE, '--certificate', APP_ID];
    const { exitCode, error } = await world.run('token', 'verify', await issueToken(), ...swapped);
    expect([exitCode, error]).toEqual([1, expect.stringContaining('wrong_app_id')]);
    expect(error).not.toContain(CERTIFICATE);
  });
});

describe('stagedoor token inspect', () => {
  it('shows what a token says, and that nothing is proven', async () => {
    const { exitCode, out } = await world.run('token', 'inspect', await issueToken('--salt', '7'));
    expect(exitCode).toBe(0);
    expect(out).toBe(`UNVERIFIED: the signature was not checked
version               007
app id                ${APP_ID}
issued                2023-11-14T22:13:20Z (1700000000), 0 s ago
expires               2023-11-14T23:13:20Z (1700003600), in 60 min
salt                  7
rtc
  channel             "test"
  user                "1234"
  joinChannel         as long as the token
  publishAudioStream  as long as the token
  publishVideoStream  as long as the token
  publishDataStream   as long as the token
`);
  });

  it('reads it from standard input, alone or in the answer of a token server', async () => {
    const token = await issueToken('--salt', '7');
    const direct = (await world.run('token', 'inspect', token)).out;
    for (const stdin of [`${token}\n`, JSON.stringify({ token, code: '200' })]) {
      world.stdin = stdin;
      expect((await world.run('token', 'inspect', '-')).out).toBe(direct);
    }
  });

  it('prints JSON with --json, marked as unverified', async () => {
    const { out } = await world.run('token', 'inspect', await issueToken(), '--json');
    expect(JSON.parse(out)).toMatchObject({ verified: false, appId: APP_ID, issuedAt: NOW });
  });

  it('reads a token of format 006', async () => {
    const token = issueToken006({
      appId: APP_ID,
      certificate: CERTIFICATE,
      channel: 'test',
      uid: 0,
      role: 'subscriber',
      privilegesExpireAt: NOW + 60,
      issuedAt: NOW,
      salt: 7,
    });
    world.stdin = token;
    const { exitCode, out } = await world.run('token', 'inspect', '-');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^version +006$/m);
    expect((await world.run('token', 'inspect', '-', '--json')).out).toBe(
      `${JSON.stringify(inspectToken006(token))}\n`,
    );
  });

  it('says what a subscriber may still do, and who a wildcard lets in', async () => {
    const { out: token } = await issue('--uid', '0', '--role', 'subscriber', ...PROJECT);
    const { out } = await world.run('token', 'inspect', token.trim());
    expect(out).toContain('any user');
    expect(out).toContain('co-host authentication');
  });

  it.each([
    ['nonsense', 'unsupported_version'],
    ['007!!!!', 'bad_base64'],
    ['{"code": "500"}', 'unsupported_version'],
    ['{broken', 'unsupported_version'],
    ['00', 'malformed'],
  ])('rejects %s with exit code 1', async (token, code) => {
    world.stdin = token;
    const { exitCode, out, error } = await world.run('token', 'inspect', '-');
    expect([exitCode, out]).toEqual([1, '']);
    expect(error).toContain(`rejected (${code})`);
  });

  it('shows what a stranger wrote into a token as text, not as lines or commands of the terminal', async () => {
    const appId = 'x\u001b[2J\nverified   signed\u202e\u009b';
    const field = Buffer.from(appId);
    const info = Buffer.concat([
      Buffer.from([32, 0, ...Buffer.alloc(32), field.length, 0]),
      field,
      Buffer.from([...Buffer.alloc(12), 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]),
    ]);
    const { out } = await world.run(
      'token',
      'inspect',
      `007${deflateSync(info).toString('base64')}`,
    );
    expect(out).not.toMatch(/^verified/m);
    // oxlint-disable-next-line no-control-regex -- because control characters are what must not be there
    expect(out.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/u);
  });

  it('wants a token that is not empty', async () => {
    world.stdin = ' \n';
    expect((await world.run('token', 'inspect', '-')).exitCode).toBe(2);
  });
});

describe('stagedoor token verify', () => {
  const wanted = ['--channel', 'test', '--uid', '1234', '--privilege', 'publishAudioStream'];

  async function verify(...options: readonly string[]): Promise<CliRun> {
    const token = await issueToken();
    return world.run('token', 'verify', token, ...options);
  }

  it('accepts what it should', async () => {
    const { exitCode, out, error } = await verify(...PROJECT, ...wanted);
    expect([exitCode, error]).toEqual([0, '']);
    expect(out).toMatch(/^verified +signed with the primary certificate\nversion +007\n/);
    expect(out).toMatch(/^rtc +has all that was wanted$/m);
  });

  it('prints JSON with --json', async () => {
    const { out } = await verify(...PROJECT, ...wanted, '--json');
    expect(JSON.parse(out)).toMatchObject({
      verified: true,
      signedWith: 'primary',
      matchedService: { channel: 'test', uid: '1234' },
    });
  });

  it('tries the secondary certificate too, and says so', async () => {
    const certificates = ['--certificate', OTHER, '--certificate', CERTIFICATE];
    const { exitCode, out } = await verify('--app-id', APP_ID, ...certificates);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('secondary')]);
  });

  it.each([
    [['--channel', 'other'], 'wrong_channel'],
    [['--uid', '5'], 'wrong_uid'],
    [['--account', 'zoe'], 'wrong_uid'],
    [['--now', String(NOW + 3600)], 'expired'],
    [['--now', String(NOW - 1)], 'not_yet_valid'],
  ])('rejects %j with exit code 1', async (options, code) => {
    const { exitCode, out, error } = await verify(...PROJECT, ...options);
    expect([exitCode, out]).toEqual([1, '']);
    expect(error).toContain(`rejected (${code})`);
  });

  it('rejects another certificate, and another App ID', async () => {
    const other = await verify('--app-id', APP_ID, '--certificate', OTHER, '--json');
    expect(other.exitCode).toBe(1);
    expect(JSON.parse(other.error)).toMatchObject({ error: { code: 'bad_signature' } });
    const project = await verify('--app-id', OTHER, '--certificate', CERTIFICATE);
    expect(project.error).toContain('(wrong_app_id)');
  });

  it('rejects a privilege that a subscriber has not', async () => {
    const { out: token } = await issue('--uid', '7', '--role', 'subscriber', ...PROJECT);
    const run = await world.run(
      'token',
      'verify',
      token.trim(),
      ...PROJECT,
      '--privilege',
      'publishAudioStream',
    );
    expect([run.exitCode, run.error]).toEqual([1, expect.stringContaining('privilege_missing')]);
  });

  it('judges to the second unless it is told to be tolerant', async () => {
    const late = ['--now', String(NOW + 3600)];
    expect((await verify(...PROJECT, ...late)).exitCode).toBe(1);
    expect((await verify(...PROJECT, ...late, '--clock-tolerance', '60')).exitCode).toBe(0);
  });

  it('accepts a token for any user where it is told to', async () => {
    const { out: token } = await issue('--uid', '0', '--role', 'publisher', ...PROJECT);
    const refused = await world.run('token', 'verify', token.trim(), ...PROJECT, '--uid', '7');
    expect(refused.error).toContain('(wildcard_uid)');
    const allowed = ['--uid', '7', '--allow-wildcard-uid'];
    expect(
      (await world.run('token', 'verify', token.trim(), ...PROJECT, ...allowed)).exitCode,
    ).toBe(0);
  });

  it.each([
    [['--uid', '0'], 'invalid_uid'],
    [['--channel', ''], 'invalid_channel'],
    [['--now', '1700000000000'], 'invalid_time'],
    [['--certificate', OTHER, '--certificate', OTHER], 'usage'],
  ])('does not take %j for a check that passed: exit code 2', async (options, code) => {
    const { exitCode, error } = await verify(...PROJECT, ...options);
    expect([exitCode, error]).toEqual([2, expect.stringContaining(`(${code})`)]);
  });

  it('cannot read token and certificate both from standard input', async () => {
    const { exitCode, error } = await world.run('token', 'verify', '-', '--certificate-file', '-');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('standard input')]);
  });
});
