import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../../test/test-world.js';
import { findConfigWarnings } from './check-config.js';
import { describeConfig } from './describe-config.js';
import { openConfig } from './open-config.js';
import { addSettingFlags } from './read-flags.js';
import type { ServeConfig } from './serve-config.js';
import { NAMED_SETTINGS, SERVE_SETTINGS } from './setting-names.js';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
});

afterEach(() => {
  world.dispose();
});

/** The configuration of that command line, in the world as it is. */
function open(...argv: readonly string[]): Promise<ServeConfig> {
  const command = addSettingFlags(new Command('serve').exitOverride(), SERVE_SETTINGS).option(
    '--config <file>',
  );
  command.parse(argv, { from: 'user' });
  return openConfig(command.opts(), world);
}

const writeConfig = (content: unknown, name = 'stagedoor.config.json'): void =>
  writeFileSync(
    join(world.cwd, name),
    typeof content === 'string' ? content : JSON.stringify(content),
  );

describe('the configuration', () => {
  it('has a value for what must have one where nothing is given', async () => {
    const config = await open();
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, operationsPort: 9464 });
    expect(Object.keys(config)).not.toContain('database');
    expect(findConfigWarnings(config)).toEqual([]);
  });

  it('takes flags before the environment, and the environment before the file', async () => {
    writeConfig({ port: 1, host: '127.0.0.3', data: 'from-file', $schema: 'x' });
    world.env = { STAGEDOOR_PORT: '2', STAGEDOOR_HOST: '127.0.0.2' };
    expect(await open('--port', '3')).toMatchObject({
      port: 3,
      host: '127.0.0.2',
      data: 'from-file',
    });
  });

  it('reads lists, switches and numbers by name from all three', async () => {
    const wanted = {
      trustedProxies: ['10.0.0.0/8', '::1'],
      behindTlsProxy: true,
      rateLimits: { projects: 20, broadcast: 100 },
      allowedHosts: ['api.example.com', '[::1]:8080'],
    };
    writeConfig(wanted);
    expect(await open()).toMatchObject(wanted);
    writeConfig({});
    world.env = {
      STAGEDOOR_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      STAGEDOOR_BEHIND_TLS_PROXY: 'true',
      STAGEDOOR_RATE_LIMITS: 'projects=20,broadcast=100',
      STAGEDOOR_ALLOWED_HOSTS: 'api.example.com,[::1]:8080',
    };
    expect(await open()).toMatchObject(wanted);
    world.env = {};
    const flags =
      '--trusted-proxies 10.0.0.0/8 --trusted-proxies ::1 --behind-tls-proxy --rate-limits projects=20 ' +
      '--rate-limits broadcast=100 --allowed-host api.example.com,[::1]:8080';
    expect(await open(...flags.split(' '))).toMatchObject(wanted);
  });

  it('takes another file by flag or environment, which must be there', async () => {
    writeConfig({ port: 5 }, 'other.json');
    expect((await open('--config', 'other.json')).port).toBe(5);
    world.env = { STAGEDOOR_CONFIG: 'other.json' };
    expect((await open()).port).toBe(5);
    await expect(open('--config', 'absent.json')).rejects.toMatchObject({ code: 'file_unusable' });
  });

  it('reads a secret from the file that flag, variable or key names', async () => {
    const url = 'postgres://stagedoor:s3cret@db.example.com/stagedoor';
    writeFileSync(join(world.cwd, 'db.txt'), `${url}\n`);
    expect((await open('--database-file', 'db.txt')).database).toBe(url);
    world.env = { STAGEDOOR_DATABASE_URL_FILE: 'db.txt' };
    expect((await open()).database).toBe(url);
    world.env = {};
    writeConfig({ database: { file: 'db.txt' } });
    expect((await open()).database).toBe(url);
  });

  it('is shown without secrets, and with every setting', async () => {
    const config = await open(
      '--database',
      'postgres://stagedoor:s3cret@db.example.com:5432/stagedoor?password=s3cret',
      '--redis',
      'rediss://:s3cret@redis.example.com',
      '--otlp-endpoint',
      'https://user:s3cret@otel.example.com/v1',
    );
    const shown = describeConfig(config, SERVE_SETTINGS);
    expect(JSON.stringify(shown)).not.toContain('s3cret');
    expect(shown).toMatchObject({
      database: 'postgres://[redacted]@db.example.com:5432/stagedoor?[redacted]',
      redis: 'rediss://[redacted]@redis.example.com',
      otlpEndpoint: 'https://[redacted]@otel.example.com/v1',
      tlsCert: null,
    });
    expect(Object.keys(shown)).toEqual(NAMED_SETTINGS.map(({ key }) => key));
  });

  it('counts an empty variable as not given, and so what Kubernetes puts there for a service', async () => {
    world.env = { STAGEDOOR_HOST: ' ', STAGEDOOR_PORT: 'tcp://10.96.0.12:8080' };
    expect(await open()).toMatchObject({ host: '127.0.0.1', port: 8080 });
  });

  it('leaves variables of others alone', async () => {
    world.env = { STAGEDOOR_SERVICE_HOST: '10.96.0.12', STAGEDOOR_APP_ID: 'x', PATH: '/bin' };
    expect((await open()).host).toBe('127.0.0.1');
  });
});

describe('a wrong setting', () => {
  it.each(
    NAMED_SETTINGS.filter(({ form }) => form !== 'switch').map((setting) => [setting.key, setting]),
  )('%s is refused by its key, wherever it comes from', async (key, { variable, flag }) => {
    const wrong = '\0';
    const refusal = (from: string): object => ({
      code: 'config_invalid',
      message: expect.stringMatching(new RegExp(`^${key} \\(${from}\\) must be `)),
    });
    const [name = ''] = flag.split(' ');
    await expect(open(name, wrong)).rejects.toMatchObject(refusal(name));
    world.env = { [variable]: wrong };
    await expect(open()).rejects.toMatchObject(refusal(variable));
    world.env = {};
    writeConfig({ [key]: { not: 'this' } });
    await expect(open()).rejects.toMatchObject(refusal('stagedoor.config.json'));
  });

  it.each([
    [{ port: '8080' }, 'port'],
    [{ port: 65_536 }, 'port'],
    [{ port: -1 }, 'port'],
    [{ port: null }, 'port'],
    [{ behindTlsProxy: 'yes' }, 'behindTlsProxy'],
    [{ trustedProxies: '10.0.0.0/8' }, 'trustedProxies'],
    [{ trustedProxies: ['0.0.0.0/0'] }, 'trustedProxies'],
    [{ trustedProxies: ['::/0'] }, 'trustedProxies'],
    [{ trustedProxies: ['10.0.0.0/33'] }, 'trustedProxies'],
    [{ allowedHosts: ['https://api.example.com'] }, 'allowedHosts'],
    [{ allowedHosts: ['*'] }, 'allowedHosts'],
    [{ rateLimits: { projects: 0 } }, 'rateLimits'],
    [{ rateLimits: { projekts: 5 } }, 'rateLimits'],
    [{ rateLimits: [5] }, 'rateLimits'],
    [{ quotas: { maxProjects: 0 } }, 'quotas'],
    [{ quotas: { maxPlanets: 5 } }, 'quotas'],
    [{ rateLimits: 'off' }, 'rateLimits'],
    [{ hmacReplay: 'on' }, 'hmacReplay'],
    [{ database: 'mysql://db' }, 'database'],
    [{ database: { file: 'absent' } }, 'database'],
    [{ tlsCert: 'cert.pem' }, 'tlsKey'],
    [{ tlsKey: 'key.pem' }, 'tlsCert'],
    [{ masterKeyFile: 'a', masterKeyCommand: 'b' }, 'masterKeyCommand'],
    [{ port: 9000, operationsPort: 9000 }, 'operationsPort'],
  ])('%j is refused with its key', async (content, key) => {
    writeConfig(content);
    await expect(open()).rejects.toThrow(key);
  });

  it.each([
    ['{"prot": 1}', '"prot"', 'did you mean port?'],
    ['{"trusted_proxies": []}', '"trusted_proxies"', 'did you mean trustedProxies?'],
    ['{"colour": "red"}', '"colour"', '--help'],
    ['{"__proto__": {"port": 1}}', '"__proto__"', '--help'],
    ['{"port": 1,}', 'is not JSON', ''],
    ['[]', 'must be an object', ''],
  ])('the file %s is refused with a hint', async (text, ...parts) => {
    writeConfig(text);
    for (const part of parts) {
      await expect(open()).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringContaining(part),
      });
    }
  });

  it('does not repeat what the file holds', async () => {
    writeConfig('{"database": "postgres://u:s3cret@db/x", oops');
    await expect(open()).rejects.not.toThrow('s3cret');
    writeConfig({ database: 'mysql://u:s3cret@db/x' });
    await expect(open()).rejects.not.toThrow('s3cret');
  });

  it('a variable that is nearly ours is refused with a hint', async () => {
    world.env = { STAGEDOOR_ALLOWED_HOST: 'api.example.com' };
    await expect(open()).rejects.toThrow(
      'STAGEDOOR_ALLOWED_HOST: did you mean STAGEDOOR_ALLOWED_HOSTS?',
    );
  });

  it('a variable that lacks its end is refused with a hint', async () => {
    world.env = { STAGEDOOR_DATABASE: 'postgres://db' };
    await expect(open()).rejects.toThrow('did you mean STAGEDOOR_DATABASE_URL?');
  });

  it('a secret may not come by value and by file at once', async () => {
    world.env = { STAGEDOOR_REDIS_URL: 'redis://r', STAGEDOOR_REDIS_URL_FILE: 'f' };
    await expect(open()).rejects.toThrow('STAGEDOOR_REDIS_URL or STAGEDOOR_REDIS_URL_FILE');
  });
});

describe('an address that others reach', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', 'api.example.com'])(
    '%s needs TLS, or a word that a proxy ends it',
    async (host) => {
      await expect(open('--host', host)).rejects.toMatchObject({
        code: 'plain_http_beyond_loopback',
        message: expect.stringContaining('behindTlsProxy'),
      });
      expect((await open('--host', host, '--tls-cert', 'c', '--tls-key', 'k')).host).toBe(host);
      expect((await open('--host', host, '--behind-tls-proxy')).host).toBe(host);
    },
  );
});

describe('what is seldom meant', () => {
  it.each([
    ['--behind-tls-proxy', 'trustedProxies'],
    ['--operations-host 0.0.0.0', 'operationsAllow'],
    ['--redis redis://r', 'redis'],
    ['--database postgres://d', 'without redis'],
    ['--hmac-profile agora', 'hmacReplay'],
    ['--hmac-replay off', 'hmacReplay'],
  ])('%s gives a warning that names %s', async (argv, key) => {
    expect(findConfigWarnings(await open(...argv.split(' ')))).toEqual([
      expect.stringContaining(key),
    ]);
  });
});
