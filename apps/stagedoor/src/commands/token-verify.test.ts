import { issueToken006, verifyToken006 } from '@stagedoor/token/006';
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

describe('stagedoor token verify, of format 006', () => {
  const project = { appId: APP_ID, certificate: CERTIFICATE, issuedAt: NOW, salt: 7 } as const;
  const publisher = issueToken006({ ...project, channel: 'test', uid: 1234, role: 'publisher' });
  const login = issueToken006({ ...project, userId: 'zoe', privilegesExpireAt: NOW + 60 });
  const anyone = issueToken006({ ...project, channel: 'test', uid: 0, role: 'subscriber' });
  const here = ['--channel', 'test', '--uid', '1234'];

  const verify = (token: string, ...options: readonly string[]): Promise<CliRun> =>
    world.run('token', 'verify', token, ...PROJECT, ...options);

  it.each([
    [publisher, here],
    [publisher, [...here, '--service', 'rtc', '--privilege', 'publishAudioStream', '--strict']],
    [login, ['--user-id', 'zoe']],
    [login, ['--service', 'rtm', '--user-id', 'zoe', '--privilege', 'login']],
    [anyone, [...here, '--allow-wildcard-uid']],
    [anyone, ['--channel', 'test', '--account', 'zoe', '--allow-wildcard-uid']],
    [`Authorization: Bearer ${publisher}`, here],
  ])('accepts %s with %j', async (token, options) => {
    const { exitCode, out, error } = await verify(token, ...options);
    expect([exitCode, error]).toEqual([0, '']);
    expect(out).toMatch(/^verified +signed with the primary certificate\nversion +006\n/);
    expect((await verify(token, ...options, '--json')).out).toMatch(/^\{"verified":true,/);
  });

  it('prints as JSON what the library returns', async () => {
    const certificates = [OTHER, CERTIFICATE];
    const secondary = [
      '--app-id',
      APP_ID,
      ...certificates.flatMap((hex) => ['--certificate', hex]),
    ];
    const { out } = await world.run('token', 'verify', publisher, ...secondary, ...here, '--json');
    const options = { appId: APP_ID, certificates, channel: 'test', uid: 1234, now: NOW };
    expect(out).toBe(`${JSON.stringify(verifyToken006(publisher, options))}\n`);
    expect(JSON.parse(out)).toMatchObject({ signedWith: 'secondary' });
  });

  it.each([
    [publisher, ['--channel', 'other', '--uid', '1234'], 'wrong_channel'],
    [publisher, ['--channel', 'test', '--uid', '5'], 'wrong_uid'],
    [anyone, here, 'wildcard_uid'],
    [
      anyone,
      [...here, '--allow-wildcard-uid', '--privilege', 'publishAudioStream'],
      'privilege_missing',
    ],
    [publisher, [...here, '--now', String(NOW + 86_400)], 'expired'],
    [login, ['--user-id', 'zoe', '--now', String(NOW + 60)], 'privilege_expired'],
    [login, ['--user-id', 'ben'], 'wrong_uid'],
    [publisher.replace('006', '005'), here, 'unsupported_version'],
    [publisher.slice(0, -5), here, 'bad_base64'],
  ])('rejects %s with %j: exit code 1, %s', async (token, options, code) => {
    const { exitCode, out, error } = await verify(token, ...options);
    expect([exitCode, out]).toEqual([1, '']);
    expect(error).toContain(`rejected (${code})`);
  });

  it('judges to the second unless it is told to be tolerant', async () => {
    const late = ['--user-id', 'zoe', '--now', String(NOW + 60), '--clock-tolerance', '1'];
    expect((await verify(login, ...late)).exitCode).toBe(0);
  });

  it.each([
    [[], 'usage'],
    [['--channel', 'test'], 'usage'],
    [['--service', 'chat', '--user-id', 'zoe'], 'usage'],
    [['--channel', 'test', '--uid', '0'], 'invalid_uid'],
    [['--user-id', 'zoe', '--privilege', 'joinChannel'], 'invalid_privilege'],
  ])('does not take %j for a check that passed: exit code 2, %s', async (options, code) => {
    const { exitCode, error } = await verify(publisher, ...options);
    expect([exitCode, error]).toEqual([2, expect.stringContaining(`(${code})`)]);
  });
});
