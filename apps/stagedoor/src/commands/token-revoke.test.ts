import { issueToken, rtc, rtm } from '@stagedoor/token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld, type CliRun } from '../../test/test-world.js';
import { parseProjectResult } from './project/parse-project-result.js';
import {
  parseRevocationList,
  parseRevocationResult,
  type ShownRevocation,
} from './token-revocation/parse-platform-result.js';

let world: TestWorld;
let appId = '';
let certificate = '';
let token = '';

/** What a command prints as JSON. */
async function runJson(...argv: readonly string[]): Promise<unknown> {
  const { exitCode, out, error } = await world.run(...argv, '--json');
  if (exitCode !== 0) throw new TypeError(error);
  return JSON.parse(out) as unknown;
}

const issueRtc = (uid = 1234): string =>
  issueToken({
    appId,
    certificate,
    services: [rtc({ channel: 'stage-1', uid, role: 'publisher' })],
    issuedAt: world.now(),
    expiresInSeconds: 3600,
  });

beforeEach(async () => {
  world = new TestWorld();
  await world.run('init', 'acme');
  const made = await runJson('project', 'create', 'stage', '--show-certificates');
  const { project } = parseProjectResult(made);
  appId = project.appId;
  certificate = project.certificates[0]?.certificate ?? '';
  token = issueRtc();
});

afterEach(() => {
  world.dispose();
});

const codeOf = ({ exitCode, error }: CliRun): readonly unknown[] => [
  exitCode,
  /\((\w+)\)/.exec(error)?.[1],
];

const admit = (...options: readonly string[]): Promise<CliRun> =>
  world.run('token', 'admit', token, '--channel', 'stage-1', '--uid', '1234', ...options);

const revoke = async (...options: readonly string[]): Promise<ShownRevocation> =>
  parseRevocationResult(await runJson('token', 'revoke', ...options));

describe('stagedoor token revoke', () => {
  it.each<readonly string[]>([
    ['--uid', '1234'],
    ['--user', '1234'],
    ['--uid', '1234', '--channel', 'stage-1'],
    ['--channel', 'stage-1'],
    ['--all'],
  ])(
    'keeps out who came in before, and lets him in when it is taken back: %j',
    async (...subject) => {
      expect((await admit()).exitCode).toBe(0);
      const { key } = await revoke('--app-id', appId, ...subject);
      expect(codeOf(await admit())).toEqual([1, 'token_revoked']);
      world.time += 1;
      token = issueRtc();
      expect((await admit()).exitCode).toBe(0);
      expect((await world.run('token', 'unrevoke', key)).out).toMatch(/^taken back /);
      expect(codeOf(await world.run('token', 'unrevoke', key))).toEqual([2, 'not_found']);
    },
  );

  it('takes one token, from standard input and with all that stands around it', async () => {
    world.stdin = `Authorization: agora token=${token}\n`;
    const made = await revoke('-', '--reason', 'posted in a forum');
    expect(made).toMatchObject({ kind: 'token', appId, reason: 'posted in a forum' });
    expect(codeOf(await admit())).toEqual([1, 'token_revoked']);
    expect(
      codeOf(await world.run('token', 'admit', issueRtc(5), '--channel', 'stage-1', '--uid', '5')),
    ).toEqual([0, undefined]);
  });

  it('says what it did, and nothing of the token', async () => {
    const { out } = await world.run('token', 'revoke', token, '--reason', 'leaked');
    expect(
      out.replaceAll(/[0-9a-f]{32}/g, '<hex>').replace(/token [0-9a-f]{8}/, 'token <print>'),
    ).toBe(
      [
        'revoked         the token <print>',
        '  key           <hex>',
        '  App ID        <hex>',
        '  issued until  2023-11-14T22:13:20Z (1700000000), 0 s ago',
        '  kept until    2023-11-15T00:13:20Z (1700007200), in 2 h',
        '  reason        leaked',
        '',
      ].join('\n'),
    );
  });

  it('lists what is revoked, page by page', async () => {
    const listed = ['token', 'revocations', '--app-id', appId];
    expect((await world.run(...listed)).out).toBe('No token of the project is revoked.\n');
    await revoke('--app-id', appId, '--user', 'zo\u001Bë');
    world.time += 1;
    await revoke('--app-id', appId, '--uid', '7', '--channel', 'stage-1', '--reason', 'left');
    const { out } = await world.run(...listed);
    expect(out.replaceAll(/[0-9a-f]{32}/g, '<hex>')).toBe(
      [
        '<hex>  tokens of user "7" in channel "stage-1"; issued until 2023-11-14T22:13:21Z (1700000001), 0 s ago; left',
        String.raw`<hex>  tokens of user "zo\u001bë"; issued until 2023-11-14T22:13:20Z (1700000000), 1 s ago`,
        '',
      ].join('\n'),
    );
    const first = await world.run(...listed, '--limit', '1');
    const [, after = ''] = /--after (\S+)\n$/.exec(first.out) ?? [];
    const { revocations, next } = parseRevocationList(
      await runJson(...listed, '--limit', '1', '--after', after),
    );
    expect([revocations.map(({ user }) => user), next]).toEqual([['zo\u001Bë'], null]);
  });

  it('reaches back to an instant', async () => {
    await revoke('--app-id', appId, '--all', '--issued-until', String(NOW - 1));
    expect((await admit()).exitCode).toBe(0);
  });

  it.each<[string, readonly string[]]>([
    ['usage', []],
    ['usage', ['--uid', '5']],
    ['usage', ['TOKEN', '--all']],
    ['invalid_app_id', ['--app-id', 'x', '--all']],
    ['not_found', ['--app-id', 'f'.repeat(32), '--all']],
    ['invalid_request', ['--app-id', 'APP_ID', '--all', '--uid', '5']],
    ['invalid_request', ['--app-id', 'APP_ID', '--user', 'zoe', '--uid', '5']],
    ['invalid_request', ['--app-id', 'APP_ID', '--uid', '0']],
    ['token_not_revocable', ['007nothing']],
    ['token_not_revocable', ['TOKEN', '--app-id', 'OTHER']],
  ])('is %s with %j', async (code, given) => {
    const other = parseProjectResult(await runJson('project', 'create', 'other')).project.appId;
    const names: Readonly<Record<string, string>> = { TOKEN: token, APP_ID: appId, OTHER: other };
    const argv = given.map((each) => names[each] ?? each);
    expect(codeOf(await world.run('token', 'revoke', ...argv))).toEqual([2, code]);
    expect((await world.run('token', 'revocations', '--app-id', appId)).out).toContain('No token');
  });
});

describe('stagedoor token admit', () => {
  it('says what a user may do who comes in', async () => {
    const { out } = await admit();
    expect(out.replaceAll(/[0-9a-f]{32}/g, '<hex>').replace(/[0-9a-f]{8},/, '<print>,')).toBe(
      [
        'admitted              to rtc, as things are now',
        'App ID                <hex>',
        'user                  "1234"',
        'channel               "stage-1"',
        'until                 2023-11-14T23:13:20Z (1700003600), in 60 min',
        'renew at              2023-11-14T23:12:50Z (1700003570), in 59 min',
        'token                 <print>, format 007, signed with the primary certificate',
        'privileges',
        '  joinChannel         2023-11-14T23:13:20Z (1700003600), in 60 min',
        '  publishAudioStream  2023-11-14T23:13:20Z (1700003600), in 60 min',
        '  publishVideoStream  2023-11-14T23:13:20Z (1700003600), in 60 min',
        '  publishDataStream   2023-11-14T23:13:20Z (1700003600), in 60 min',
        '',
      ].join('\n'),
    );
  });

  it('says why one stays out', async () => {
    expect(codeOf(await admit('--channel', 'stage-2'))).toEqual([1, 'wrong_channel']);
    await world.run('project', 'disable', 'stage');
    expect(codeOf(await admit())).toEqual([1, 'project_disabled']);
    const { exitCode, error } = await admit('--json');
    expect([exitCode, JSON.parse(error)]).toMatchObject([
      1,
      { error: { code: 'project_disabled' } },
    ]);
  });

  it('asks for other services', async () => {
    const services = [rtm({ userId: 'zoe' })];
    token = issueToken({ appId, certificate, services, issuedAt: NOW, expiresInSeconds: 60 });
    const zoe = await world.run('token', 'admit', token, '--service', 'rtm', '--user', 'zoe');
    expect(zoe.out).toContain('login');
  });

  it('is a mistake where it leaves open who arrives', async () => {
    expect(codeOf(await world.run('token', 'admit', token))).toEqual([2, 'invalid_request']);
    expect(codeOf(await admit('--address', 'nowhere'))).toEqual([2, 'invalid_request']);
    expect(codeOf(await admit('--service', 'nothing'))).toEqual([2, 'invalid_request']);
  });
});
