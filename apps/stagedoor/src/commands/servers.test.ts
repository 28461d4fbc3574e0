import { once } from 'node:events';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { verifyToken } from '@stagedoor/token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExitCode } from '../run-cli.js';
import { NOW, TestWorld, type CliRun } from '../../test/test-world.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

interface Ready {
  readonly url: string;
  readonly appId: string;
  readonly certificate?: string;
  readonly customerId?: string;
  readonly customerSecret?: string;
}

/** Starts a server command, asks it, stops it, and gives what it printed. */
async function whileRunning(
  argv: readonly string[],
  ask: (ready: Ready) => Promise<void>,
): Promise<CliRun> {
  const output = world.untilOutput();
  const ended = world.run(...argv, '--port', '0', '--json');
  await Promise.race([output, ended]);
  try {
    if (world.out !== '') await ask(JSON.parse(world.out) as Ready);
  } finally {
    world.stop();
  }
  return ended;
}

async function fetchToken(url: string, fields: object): Promise<{ token: string; code: string }> {
  const response = await fetch(`${url}/fetch_rtc_token`, {
    method: 'POST',
    body: JSON.stringify(fields),
  });
  return (await response.json()) as { token: string; code: string };
}

describe('stagedoor dev', () => {
  it('prints one line of JSON when it is ready, and serves tokens of the demo project', async () => {
    const { exitCode, out } = await whileRunning(
      ['dev'],
      async ({ url, appId, certificate = '' }) => {
        const { token, code } = await fetchToken(url, { uid: 1234, ChannelName: 'test', role: 1 });
        expect(code).toBe('200');
        const verified = verifyToken(token, {
          appId,
          certificates: [certificate],
          now: NOW,
          expect: {
            service: 'rtc',
            channel: 'test',
            uid: 1234,
            privileges: ['publishAudioStream'],
          },
        });
        expect(verified.signedWith).toBe('primary');
      },
    );
    expect(exitCode).toBe(0);
    expect(out.match(/\n/g)).toHaveLength(1);
    expect(Object.keys(JSON.parse(out) as object)).toEqual([
      'ready',
      'url',
      'appId',
      'certificate',
      'customerId',
      'customerSecret',
    ]);
    expect(JSON.parse(out)).toMatchObject({
      ready: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
  });

  it('gives each of many callers at the same time its own token', async () => {
    await whileRunning(['dev'], async ({ url, appId, certificate = '' }) => {
      await Promise.all(
        Array.from({ length: 200 }, async (_, index) => {
          const channel = `room-${index}`;
          const { token } = await fetchToken(url, {
            uid: index + 1,
            ChannelName: channel,
            role: 1,
          });
          verifyToken(token, {
            appId,
            certificates: [certificate],
            now: NOW,
            expect: { service: 'rtc', channel, uid: index + 1 },
          });
        }),
      );
    });
    expect(world.error.match(/"granted"/g)).toHaveLength(200);
  });

  it('keeps its project and its customer from start to start, where only the owner can read', async () => {
    const first = await whileRunning(['dev'], () => Promise.resolve());
    const folder = join(world.cwd, '.stagedoor');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) {
      expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
    }
    world.restart();
    const second = await whileRunning(['dev'], () => Promise.resolve());
    const shown = ({ out }: CliRun): object => ({ ...(JSON.parse(out) as Ready), url: '' });
    expect(shown(second)).toEqual(shown(first));
  });

  it('gives away nothing of a real platform whose folder it is started in', async () => {
    await world.run('init', 'acme');
    const { out } = await world.run('project', 'create', 'stage', '--json');
    const { appId } = (JSON.parse(out) as { readonly project: { readonly appId: string } }).project;
    world.restart();
    await whileRunning(['dev'], async (ready) => {
      expect(ready.appId).not.toBe(appId);
    });
    const listed = await world.run('credential', 'list', '--organization', 'acme', '--json');
    expect(JSON.parse(listed.out)).toMatchObject({ credentials: [] });
  });

  it('answers the REST API to its customer', async () => {
    await whileRunning(['dev'], async ({ url, appId, customerId = '', customerSecret = '' }) => {
      const ask = (text: string): Promise<Response> =>
        fetch(`${url}/dev/v1/projects`, { headers: { authorization: `Basic ${btoa(text)}` } });
      const answered = await ask(`${customerId}:${customerSecret}`);
      expect([answered.status, await answered.json()]).toEqual([
        200,
        { projects: [expect.objectContaining({ name: 'demo', vendor_key: appId, status: 1 })] },
      ]);
      expect((await ask(`${customerId}:wrong`)).status).toBe(401);
    });
  });

  it('does not share its folder with another server', async () => {
    await whileRunning(['dev'], async () => {
      const { exitCode, error } = await world.run('dev', '--port', '0');
      expect([exitCode, error]).toEqual([2, expect.stringContaining('database_in_use')]);
    });
  });

  it('says when its folder cannot be made', async () => {
    writeFileSync(join(world.cwd, 'file'), '');
    const { exitCode, error } = await world.run('dev', '--port', '0', '--data', 'file/data');
    expect([exitCode, error]).toEqual([2, expect.stringContaining('file_unusable')]);
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'example.com', '127.0.0.1.example.com'])(
    'does not listen at %s, which other machines can reach',
    async (host) => {
      const { exitCode, error } = await world.run('dev', '--host', host);
      expect([exitCode, error]).toEqual([2, expect.stringContaining('anonymous_beyond_loopback')]);
      expect(existsSync(join(world.cwd, '.stagedoor'))).toBe(false);
    },
  );

  it('says when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { exitCode, error } = await world.run('dev', '--port', String(port));
    other.close();
    expect([exitCode, error]).toEqual([2, expect.stringContaining('cannot_listen')]);
    expect(error).toContain('EADDRINUSE');
  });

  it('prints commands that can be pasted', async () => {
    const output = world.untilOutput();
    const ended = world.run('dev', '--port', '0');
    await output;
    const { out } = world;
    const url = /stagedoor dev: (\S+)/.exec(out)?.[1] ?? '';
    const body = /-d '(.*)'/.exec(out)?.[1] ?? '';
    const { token } = await fetchToken(url, JSON.parse(body) as object);
    world.stop();
    await ended;
    const command = /npx stagedoor (token verify - [^]*?)\n\n/.exec(out)?.[1] ?? '';
    world.stdin = JSON.stringify({ token, code: '200' });
    const verified = await world.run(...command.replaceAll('\\\n', ' ').split(/\s+/));
    expect([verified.exitCode, verified.error]).toEqual([0, '']);
  });
});

describe('stagedoor token-server', () => {
  const project = ['--app-id', APP_ID, '--certificate', CERTIFICATE];

  it('serves tokens of the given project, and does not print its certificate', async () => {
    const { exitCode, out, error } = await whileRunning(
      ['token-server', ...project, '--token-life', '600'],
      async ({ url }) => {
        const { token } = await fetchToken(url, { uid: 1, channelName: 'test', role: 2 });
        const verified = verifyToken(token, {
          appId: APP_ID,
          certificates: [CERTIFICATE],
          now: NOW,
        });
        expect(verified.expiresInSeconds).toBe(600);
        await fetchToken(url, { uid: -1, channelName: 'test', role: 2 });
      },
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual({ ready: true, url: expect.any(String), appId: APP_ID });
    const [granted, refused] = error.trim().split('\n');
    expect(JSON.parse(granted ?? '')).toMatchObject({ kind: 'granted', uid: 1, channel: 'test' });
    expect(JSON.parse(refused ?? '')).toMatchObject({ kind: 'refused', code: 'invalid_uid' });
    expect(out + error).not.toContain(CERTIFICATE);
  });

  it('takes the project from the environment', async () => {
    world.env = { STAGEDOOR_APP_ID: APP_ID, STAGEDOOR_CERTIFICATE: CERTIFICATE };
    const { exitCode } = await whileRunning(['token-server'], async ({ appId }) => {
      expect(appId).toBe(APP_ID);
    });
    expect(exitCode).toBe(0);
  });

  it('listens beyond loopback only where it is told that this is wanted', async () => {
    const beyond = ['token-server', ...project, '--host', '0.0.0.0'];
    const refused = await world.run(...beyond);
    expect([refused.exitCode, refused.error]).toEqual([
      2,
      expect.stringContaining('--allow-anonymous'),
    ]);
    const allowed = await whileRunning([...beyond, '--allow-anonymous'], () => Promise.resolve());
    expect(allowed.exitCode).toBe<ExitCode>(0);
  });

  it('logs for people where no JSON is wanted', async () => {
    const output = world.untilOutput();
    const ended = world.run('token-server', ...project, '--port', '0');
    await output;
    const url = /(http:\S+)/.exec(world.out)?.[1] ?? '';
    await fetchToken(url, { uid: 5, ChannelName: 'a "b"', role: 1 });
    await fetchToken(url, { uid: 5, ChannelName: 'test', role: 1 });
    world.stop();
    const { error } = await ended;
    expect(error).toMatch(/refused 400 \(invalid_channel\)/);
    expect(error).toMatch(
      /granted publisher of channel "test" to uid 5 for 3600 s, token [0-9a-f]{8}/,
    );
  });

  it.each([
    [['--token-life', '86401'], 'expiry_too_long'],
    [['--app-id', 'short'], 'invalid_app_id'],
  ])('does not start with %j', async (options, code) => {
    const { exitCode, error } = await world.run('token-server', ...project, ...options);
    expect([exitCode, error]).toEqual([2, expect.stringContaining(`(${code})`)]);
  });
});
