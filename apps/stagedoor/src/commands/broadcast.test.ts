import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProject } from '@stagedoor/platform';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestWorld } from '../../test/test-world.js';
import { openStorage } from '../open-storage.js';

interface StreamUrlVector {
  readonly id: string;
  readonly authKey: string;
  readonly url: string;
  readonly expiresAt: number;
  readonly sign: string;
}

const VECTORS = JSON.parse(
  readFileSync(new URL('../../../../vectors/stream-urls.json', import.meta.url), 'utf8'),
) as readonly StreamUrlVector[];

const KEY = 'stagedoor-push-key-01';
const URL_OF_STAGE = 'rtmp://push.example.com/live/stage';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

const run = (verb: 'sign' | 'check', ...argv: readonly string[]) =>
  world.run('broadcast', 'url', verb, ...argv);

/** Signs for ten minutes, and gives the URL. */
async function signed(url: string = URL_OF_STAGE): Promise<string> {
  return (await run('sign', url, '--auth-key', KEY)).out.trim();
}

describe('stagedoor broadcast url sign', () => {
  it.each(VECTORS)('signs vector $id', async ({ authKey, url, expiresAt, sign }) => {
    const now = String(expiresAt - 600);
    const { exitCode, out } = await run('sign', url, '--auth-key', authKey, '--now', now);
    expect([exitCode, out]).toEqual([0, `${url}?ts=${expiresAt}&sign=${sign}\n`]);
  });

  it('takes the key from a file, standard input, or the environment', async () => {
    const wanted = await signed();
    writeFileSync(join(world.cwd, 'key.txt'), `${KEY}\n`, { mode: 0o600 });
    world.stdin = `${KEY}\r\n`;
    world.env = { STAGEDOOR_AUTH_KEY: KEY };
    for (const argv of [['--auth-key-file', 'key.txt'], ['--auth-key-file', '-'], []]) {
      expect((await run('sign', URL_OF_STAGE, ...argv)).out).toBe(`${wanted}\n`);
    }
  });

  it('prints JSON, with the end', async () => {
    const argv = ['--auth-key', KEY, '--expires-in', '60', '--json'];
    const { out, error } = await run('sign', URL_OF_STAGE, ...argv);
    expect([JSON.parse(out), error]).toEqual([
      { url: expect.stringContaining(`ts=${NOW + 60}&sign=`), expiresAt: NOW + 60, findings: [] },
      '',
    ]);
  });

  it('warns of a path that clients ask for in another spelling', async () => {
    const { exitCode, out, error } = await run(
      'sign',
      'https://play.example.com/live/höhe.flv',
      '--auth-key',
      KEY,
    );
    expect([exitCode, out]).toEqual([0, expect.stringContaining('/live/höhe.flv?ts=')]);
    expect(error).toMatch(/^warning: clients of HTTP percent-encode this path/);
  });

  it.each([
    ['no key', [URL_OF_STAGE], 'usage'],
    ['an empty key', [URL_OF_STAGE, '--auth-key', ''], 'usage'],
    ['two keys', [URL_OF_STAGE, '--auth-key', KEY, '--auth-key-file', 'key.txt'], 'usage'],
    ['a key and a project', [URL_OF_STAGE, '--auth-key', KEY, '--app-id', 'a'], 'usage'],
    ['a file that is not there', [URL_OF_STAGE, '--auth-key-file', 'none.txt'], 'file_unusable'],
    ['no URL', ['stage', '--auth-key', KEY], 'invalid_stream_url'],
    ['no life', [URL_OF_STAGE, '--auth-key', KEY, '--expires-in', '0'], 'usage'],
    ['no number', [URL_OF_STAGE, '--auth-key', KEY, '--expires-in', 'soon'], 'usage'],
    [
      'milliseconds',
      [URL_OF_STAGE, '--auth-key', KEY, '--now', '1700000000000'],
      'invalid_stream_url',
    ],
    ['a platform that is not there', [URL_OF_STAGE, '--app-id', 'a'], 'file_unusable'],
  ])('refuses %s', async (_name, argv, code) => {
    const { exitCode, out, error } = await run('sign', ...argv, '--json');
    expect([exitCode, out, JSON.parse(error)]).toEqual([
      2,
      '',
      { error: { code, message: expect.any(String) } },
    ]);
    expect(error).not.toContain(KEY);
  });
});

describe('stagedoor broadcast url check', () => {
  it('accepts what was signed, until its end', async () => {
    const url = await signed();
    expect(await run('check', url, '--auth-key', KEY)).toEqual({
      exitCode: 0,
      out:
        'Verdict: accepted; nothing was found\nPath: "/live/stage"\n' +
        'Works until: 2023-11-14T22:23:20Z (1700000600), in 10 min\n',
      error: '',
    });
    const later = await run('check', url, '--auth-key', KEY, '--now', String(NOW + 601));
    expect([later.exitCode, later.error]).toEqual([
      1,
      'rejected (stream_url_refused): see the report: expired\n',
    ]);
    expect(later.out).toMatch(/^Verdict: rejected \(expired\)/);
  });

  it('accepts another host and capitals, because they change nothing', async () => {
    const url = (await signed()).replace('push.example.com', 'cdn.example.net');
    const [head = '', sign = ''] = url.split('sign=');
    const capitals = `${head}sign=${sign.toUpperCase()}`;
    expect((await run('check', capitals, '--auth-key', KEY)).exitCode).toBe(0);
  });

  it('names the mistake of the program that signed', async () => {
    const url = (await signed()).replace('/live/stage?', '/live/stage.flv?');
    const { exitCode, out, error } = await run('check', url, '--auth-key', KEY);
    expect([exitCode, error]).toEqual([
      1,
      'rejected (stream_url_refused): see the report: sign_wrong\n',
    ]);
    expect(out).toContain('1. fatal suffix_not_signed\n   the path was signed without its suffix');
    expect(out).toContain('Fix: sign the path exactly as it is requested');
  });

  it('prints JSON, on both outputs', async () => {
    const url = `${await signed()}000`;
    const { exitCode, out, error } = await run('check', url, '--auth-key', KEY, '--json');
    expect([exitCode, JSON.parse(out), JSON.parse(error)]).toEqual([
      1,
      {
        verdict: 'rejected',
        reason: 'sign_malformed',
        path: '/live/stage',
        expiresAt: NOW + 600,
        findings: [expect.objectContaining({ kind: 'sign_malformed', severity: 'fatal' })],
      },
      { error: { code: 'stream_url_refused', message: 'see the report: sign_malformed' } },
    ]);
  });

  it('tells neither key nor sign, and lets no control reach the terminal', async () => {
    const url = (await signed()).replace('stage', '\u001B[31mstage');
    const { out, error } = await run('check', url, '--auth-key', KEY);
    expect(out + error).not.toContain(KEY);
    expect(out + error).not.toContain(url.split('sign=')[1]);
    expect(out + error).not.toContain('\u001B');
  });
});

describe('with the stored key of a domain', () => {
  let appId: string;

  beforeEach(async () => {
    await world.run('init', 'acme', '--data', 'data');
    const opened = await openStorage({ data: 'data', makeIfMissing: false }, world);
    const { storage, sources } = opened;
    const [organization] = await storage.stores.organizations.list();
    const organizationId = organization?.id ?? '';
    const project = makeProject(organizationId, 'stage', { isCertificateLive: true, sources });
    ({ appId } = project);
    await storage.transact(organizationId, async (stores) => {
      await stores.projects.add(project, 10);
      for (const [name, authKey] of [
        ['push.example.com', KEY],
        ['open.example.com', undefined],
      ] as const) {
        const domain = { name, projectId: project.id, type: 'play', region: undefined } as const;
        await stores.broadcastDomains.add({ ...domain, authKey, createdAt: NOW });
      }
    });
    await opened.close();
  });

  const stored = (): readonly string[] => ['--app-id', appId, '--data', 'data'];

  it('signs and checks', async () => {
    const wanted = await signed('rtmp://PUSH.example.com:1935/live/stage');
    const { exitCode, out } = await run(
      'sign',
      'rtmp://PUSH.example.com:1935/live/stage',
      ...stored(),
    );
    expect([exitCode, out]).toEqual([0, `${wanted}\n`]);
    expect((await run('check', wanted, ...stored())).exitCode).toBe(0);
    const wrong = await run('check', wanted.replace('stage', 'other'), ...stored(), '--json');
    expect([wrong.exitCode, JSON.parse(wrong.out)]).toEqual([
      1,
      expect.objectContaining({ reason: 'sign_wrong' }),
    ]);
    expect(wrong.out + wrong.error).not.toContain(KEY);
  });

  it('says that a domain has no key', async () => {
    const url = 'rtmp://open.example.com/live/stage';
    expect(await run('sign', url, ...stored())).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('the domain has no timestamp key'),
    });
    const checked = await run('check', url, ...stored());
    expect([checked.exitCode, checked.out]).toEqual([0, expect.stringContaining('key_missing')]);
  });

  it.each([
    ['a host that is no domain', 'rtmp://none.example.com/live/stage', 'invalid_stream_url'],
    ['no host', '/live/stage', 'invalid_stream_url'],
    ['a host with a user', 'rtmp://a@push.example.com/live/stage', 'invalid_stream_url'],
  ])('refuses %s', async (_name, url, code) => {
    const { exitCode, error } = await run('sign', url, ...stored(), '--json');
    expect([exitCode, JSON.parse(error)]).toEqual([
      2,
      { error: { code, message: expect.any(String) } },
    ]);
  });

  it('refuses a project that is not there', async () => {
    const argv = ['--app-id', 'f'.repeat(32), '--data', 'data', '--json'];
    const { exitCode, error } = await run('sign', URL_OF_STAGE, ...argv);
    expect([exitCode, JSON.parse(error)]).toMatchObject([2, { error: { code: 'invalid_appid' } }]);
  });
});
