import { inspectToken, verifyToken, type ServiceName, type TokenService } from '@stagedoor/token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld, type CliRun } from '../../../test/test-world.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
const AT_7 = ['--channel', 'test', '--uid', '7'];

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  world.env = { STAGEDOOR_APP_ID: APP_ID, STAGEDOOR_CERTIFICATE: CERTIFICATE };
});

afterEach(() => {
  world.dispose();
});

const run = (service: string, ...options: readonly string[]): Promise<CliRun> =>
  world.run('token', 'issue', service, ...options);

/** The services of what is issued, which must be good. */
async function issue(service: string, ...options: readonly string[]): Promise<readonly unknown[]> {
  const { exitCode, out, error } = await run(service, ...options);
  expect([exitCode, error]).toEqual([0, '']);
  const token = out.trim();
  return verifyToken(token, { appId: APP_ID, certificates: [CERTIFICATE], now: NOW }).services;
}

const WITH_TOKEN = { expiresInSeconds: 0, expiresAt: NOW + 3600 };
const RTM_ZOE = { service: 'rtm', userId: 'zoe', privileges: { login: WITH_TOKEN } };
const RTC_7 = {
  service: 'rtc',
  channel: 'test',
  uid: '7',
  privileges: { joinChannel: WITH_TOKEN },
};

describe('stagedoor token issue', () => {
  it('rtm: a user, and with permissions the service rtm2', async () => {
    expect(await issue('rtm', '--user-id', 'zoe')).toEqual([RTM_ZOE]);
    const permissions = [
      ['--permission', 'read:messageChannels=lobby,stage'],
      ['--permission', 'write:messageChannels=lobby'],
      ['--permission', 'read:users=a=b:c'],
      ['--permission', 'read:messageChannels=backstage'],
    ];
    expect(await issue('rtm', '--user-id', 'zoe', ...permissions.flat())).toEqual([
      {
        ...RTM_ZOE,
        service: 'rtm2',
        permissions: {
          messageChannels: { read: ['lobby', 'stage', 'backstage'], write: ['lobby'] },
          users: { read: ['a=b:c'] },
        },
      },
    ]);
  });

  it('chat: a user, or the app', async () => {
    expect(await issue('chat', '--user-id', 'zoe')).toEqual([
      { service: 'chat', userId: 'zoe', privileges: { user: WITH_TOKEN } },
    ]);
    expect(await issue('chat', '--app')).toEqual([
      { service: 'chat', userId: '', privileges: { app: WITH_TOKEN } },
    ]);
  });

  it('apaas: a user in a room with Signaling and Chat, a user, or the app', async () => {
    const inRoom = ['--room', 'math', '--user-id', 'zoe', '--room-role', '-2'];
    expect(await issue('apaas', ...inRoom)).toEqual([
      RTM_ZOE,
      {
        service: 'chat',
        // printf zoe | md5sum
        userId: 'c88a65120330cfc69d5dbe1916fc8cd2',
        privileges: { user: WITH_TOKEN },
      },
      {
        service: 'apaas',
        room: 'math',
        userId: 'zoe',
        roomRole: -2,
        privileges: { roomUser: WITH_TOKEN },
      },
    ]);
    expect(await issue('apaas', '--user-id', 'zoe')).toMatchObject([
      { room: '', userId: 'zoe', roomRole: -1, privileges: { user: WITH_TOKEN } },
    ]);
    expect(await issue('apaas', '--app')).toMatchObject([
      { room: '', userId: '', roomRole: -1, privileges: { app: WITH_TOKEN } },
    ]);
  });

  it('streaming and fcdn: a user in a channel, with privileges', async () => {
    const lives = ['--privilege', 'publishMixStream=60', '--privilege', 'publishRawStream'];
    expect(await issue('streaming', ...AT_7, ...lives)).toEqual([
      {
        service: 'streaming',
        channel: 'test',
        uid: '7',
        privileges: {
          publishMixStream: { expiresInSeconds: 60, expiresAt: NOW + 60 },
          publishRawStream: WITH_TOKEN,
        },
      },
    ]);
    const account = ['--channel', 'test', '--account', 'zoe', '--privilege', 'play'];
    expect(await issue('fcdn', ...account)).toEqual([
      { service: 'fcdn', channel: 'test', uid: 'zoe', privileges: { play: WITH_TOKEN } },
    ]);
  });

  it('fpa: nothing but a login', async () => {
    expect(await issue('fpa')).toEqual([{ service: 'fpa', privileges: { login: WITH_TOKEN } }]);
  });

  it('rtc: with Signaling in the same token where it is asked for', async () => {
    const subscriber = [...AT_7, '--role', 'subscriber'];
    expect(await issue('rtc', ...subscriber)).toEqual([RTC_7]);
    expect(await issue('rtc', ...subscriber, '--rtm-user-id', 'zoe')).toEqual([RTC_7, RTM_ZOE]);
  });

  it.each(['convoai', 'stt'] satisfies readonly ServiceName[])(
    '%s: with RTC and Signaling, as the official builder makes it',
    async (service) => {
      const options = [...AT_7, '--privilege', 'joinChannel', '--rtm-user-id', 'zoe'];
      expect(await issue(service, ...options)).toEqual([
        RTC_7,
        RTM_ZOE,
        { service, privileges: {} },
      ]);
    },
  );

  it('--privileges-expire-in is the life of every privilege that is not listed', async () => {
    const life = ['--privileges-expire-in', '60'];
    const zoe = ['--user-id', 'zoe'];
    const agent = [...AT_7, '--role', 'publisher', '--rtm-user-id', 'zoe'];
    const lines: readonly (readonly [service: string, ...options: string[]])[] = [
      ['rtc', ...agent],
      ['rtm', ...zoe],
      ['rtm', ...zoe, '--permission', 'read:users=max'],
      ['chat', ...zoe],
      ['chat', '--app'],
      ['apaas', ...zoe, '--room', 'math', '--room-role', '2'],
      ['apaas', ...zoe],
      ['apaas', '--app'],
      ['fpa'],
      ['convoai', ...agent],
      ['stt', ...agent],
    ];
    for (const [service, ...options] of lines) {
      const services = (await issue(service, ...options, ...life)) as readonly TokenService[];
      const lives = services.flatMap(({ privileges }) => Object.values(privileges));
      expect(lives.length).toBeGreaterThan(0);
      for (const each of lives) expect(each).toEqual({ expiresInSeconds: 60, expiresAt: NOW + 60 });
    }
  });

  it('--privileges-expire-in does not go with --privilege, and says so', async () => {
    const { exitCode, error } = await run(
      'rtc',
      ...AT_7,
      '--privilege',
      'joinChannel',
      '--privileges-expire-in',
      '60',
    );
    expect([exitCode, error]).toEqual([2, expect.stringContaining('goes with --role')]);
  });

  it('takes the common options for every service', async () => {
    const common = ['--expires-in', '90000', '--issued-at', '1699999999', '--salt', '7'];
    const { out } = await run('fpa', ...common, '--allow-long-expiry', '--json');
    const { token, ...times } = JSON.parse(out) as { token: string };
    expect(times).toEqual({ issuedAt: 1_699_999_999, expiresAt: 1_700_089_999 });
    expect(inspectToken(token)).toMatchObject({ salt: 7, expiresInSeconds: 90_000 });
  });

  it.each([
    ['rtm', [], 'usage'],
    ['rtm', ['--user-id', ''], 'invalid_user_id'],
    ['rtm', ['--user-id', 'zoe', '--permission', 'read'], 'usage'],
    ['rtm', ['--user-id', 'zoe', '--permission', 'read:users='], 'usage'],
    ['rtm', ['--user-id', 'zoe', '--permission', 'erase:users=max'], 'usage'],
    ['rtm', ['--user-id', 'zoe', '--permission', 'read:rooms=max'], 'usage'],
    ['chat', [], 'usage'],
    ['chat', ['--user-id', 'zoe', '--app'], 'usage'],
    ['apaas', [], 'usage'],
    ['apaas', ['--app', '--user-id', 'zoe'], 'usage'],
    ['apaas', ['--app', '--room', 'math'], 'usage'],
    ['apaas', ['--app', '--room-role', '1'], 'usage'],
    ['apaas', ['--room', 'math', '--room-role', '1'], 'usage'],
    ['apaas', ['--room', 'math', '--user-id', 'zoe'], 'usage'],
    ['apaas', ['--user-id', 'zoe', '--room-role', '1'], 'usage'],
    ['apaas', ['--room', 'math', '--user-id', 'zoe', '--room-role', '40000'], 'invalid_role'],
    ['apaas', ['--room', '', '--user-id', 'zoe', '--room-role', '1'], 'invalid_channel'],
    ['streaming', AT_7, 'usage'],
    ['streaming', [...AT_7, '--privilege', 'joinChannel'], 'usage'],
    ['fcdn', ['--channel', 'test', '--privilege', 'play'], 'usage'],
    ['fcdn', [...AT_7, '--privilege', 'play=60=x'], 'usage'],
    ['fpa', ['--user-id', 'zoe'], 'usage'],
    ['convoai', [...AT_7, '--role', 'publisher'], 'usage'],
    ['stt', [...AT_7, '--rtm-user-id', 'zoe'], 'usage'],
    ['fpa', ['--expires-in', '86401'], 'expiry_too_long'],
    ['fpa', ['--privileges-expire-in', '86401'], 'expiry_too_long'],
    ['fpa', ['--privileges-expire-in', '-1'], 'usage'],
    ['stt', [...AT_7, '--rtm-user-id', 'a', '--privileges-expire-in', '60'], 'usage'],
    [
      'streaming',
      [...AT_7, '--privilege', 'publishMixStream', '--privileges-expire-in', '60'],
      'usage',
    ],
  ])('%s does not take %j: exit code 2, %s', async (service, options, code) => {
    const { exitCode, out, error } = await run(service, ...options, '--json');
    expect([exitCode, out]).toEqual([2, '']);
    expect(JSON.parse(error)).toEqual({ error: { code, message: expect.any(String) } });
  });
});
