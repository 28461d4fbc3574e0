import { once } from 'node:events';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { verifyToken } from '@stagedoor/token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askToken } from '../../test/test-token-server.js';
import { NOW, TestWorld, type CliRun } from '../../test/test-world.js';

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
  it('gives tokens to pages of this machine, and to no other that a browser on it has open', async () => {
    await whileRunning(['dev'], async ({ url }) => {
      const ask = async (origin: string): Promise<readonly unknown[]> => {
        const body = JSON.stringify({ uid: 1, ChannelName: 'test', role: 1 });
        const headers = { origin };
        const response = await fetch(`${url}/fetch_rtc_token`, { method: 'POST', headers, body });
        return [response.status, response.headers.get('x-stagedoor-error')];
      };
      expect(await ask('http://localhost:3000')).toEqual([200, null]);
      expect(await ask('https://evil.example')).toEqual([403, 'page_not_local']);
    });
  });

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

  it('answers all ways to ask for tokens, beside the operations', async () => {
    await whileRunning(['dev'], async ({ url }) => {
      const asked = await askToken(url);
      expect(asked.status).toBe(200);
      const renewed = await fetch(`${url}/v1/token/renew`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: asked.body['token'] }),
      });
      expect(renewed.status).toBe(200);
      const getToken = await fetch(`${url}/getToken`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"tokenType":"rtc","channel":"test","role":"publisher","uid":"1234"}',
      });
      expect(getToken.status).toBe(200);
      const paths = [
        '/rtc/test/publisher/uid/1234/?expiry=600',
        '/rtm/zoe/',
        '/rte/test/subscriber/uid/1234',
        '/chat/app/',
        '/chat/account/zoe/',
        '/ping',
      ];
      for (const path of paths) {
        expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 200]);
      }
      const refused = await fetch(`${url}/rtc/test/publisher/uid/-1/`);
      expect([refused.status, refused.headers.get('x-stagedoor-error')]).toEqual([
        400,
        'invalid_uid',
      ]);
      const metrics = await (await fetch(`${url}/metrics`)).text();
      expect(metrics).toMatch(/operation="token-\w+",scheme="anonymous",outcome="answered"/);
    });
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

  it('prints a request for several services that is right', async () => {
    const output = world.untilOutput();
    const ended = world.run('dev', '--port', '0');
    await output;
    const [, url = '', body = ''] =
      /curl -s -X POST (\S+\/v1\/token) [^]*?-d '(.*)'/.exec(world.out) ?? [];
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body });
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({ token: expect.stringMatching(/^007/) }),
    ]);
    world.stop();
    await ended;
  });
});
