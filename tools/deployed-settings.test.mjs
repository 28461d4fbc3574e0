/** The settings of deploy/ are settings that the programs take: each is started with them, and asked for a token. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createApiKey, writeApiKeys } from '@stagedoor/token-server';
import { afterEach, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT } from './findings.mjs';

const PROGRAM = join(ROOT, 'apps/stagedoor/bin/stagedoor.js');

const readYaml = (path) => parse(readFileSync(join(ROOT, 'deploy/kubernetes', path), 'utf8'));
const readAllYaml = (path) =>
  parseAllDocuments(readFileSync(join(ROOT, 'deploy/kubernetes', path), 'utf8')).map((each) =>
    each.toJS(),
  );

/** The variables of the one container of a deployment; those from secrets have what `secrets` says. */
const environmentOf = (path, secrets = {}) => {
  const [{ env }] = readYaml(path).spec.template.spec.containers;
  return Object.fromEntries(env.map(({ name, value }) => [name, value ?? secrets[name]]));
};

const readEnvironmentFile = (path) =>
  Object.fromEntries(
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );

const undo = [];
afterEach(async () => {
  for (const act of undo.splice(0)) await act();
});

/** A folder for what is at `/etc` and `/var/lib` where the program is deployed. */
const makeMachine = (files) => {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-deployed-'));
  undo.unshift(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: 0o600 });
  }
  return folder;
};

/** The same settings, with the paths of that machine, and on ports that are free. */
const onMachine = (folder, env) => ({
  ...Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value.replace(/^\/(etc|var)\//, `${folder}/$1/`),
    ]),
  ),
  STAGEDOOR_PORT: '0',
  STAGEDOOR_OPERATIONS_PORT: '0',
  STAGEDOOR_DRAIN_SECONDS: '0',
});

/** Starts `stagedoor token-server`, and waits until it says where it is. */
const startTokenServer = async (env, { args = [], cwd } = {}) => {
  const child = spawn(process.execPath, [PROGRAM, 'token-server', '--json', ...args], {
    cwd,
    env,
    stdio: 'pipe',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  undo.unshift(stop);
  const complaints = [];
  child.stderr.on('data', (chunk) => complaints.push(chunk));
  const lines = createInterface({ input: child.stdout });
  const failed = ended.then(() => Promise.reject(new Error(Buffer.concat(complaints).toString())));
  const said = new Promise((resolve) => lines.once('line', resolve));
  const line = await Promise.race([said, failed]);
  return { url: JSON.parse(line).url, stop };
};

/** What `stagedoor serve` says of its settings. */
const checkConfig = (env) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, 'serve', '--check-config'],
    { env, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};

const makeKey = () =>
  createApiKey({
    name: 'backend',
    now: Math.floor(performance.timeOrigin / 1000),
    randomBytes: (size) => crypto.getRandomValues(new Uint8Array(size)),
  });

const ask = (url, key, channel) =>
  fetch(`${new URL(url).protocol}//127.0.0.1:${new URL(url).port}/v1/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ service: 'rtc', channel, uid: 7 }),
  });

describe('the token server', () => {
  const policy = readYaml('token-server/policy.yaml').data['policy.json'];
  const [projectsSecret, apiKeysSecret] = readAllYaml('token-server/secrets.example.yaml');
  const projects = projectsSecret.stringData['projects.json'];
  const inKubernetes = (apiKeys) =>
    makeMachine({
      'etc/stagedoor/projects/projects.json': projects,
      'etc/stagedoor/api-keys/api-keys.json': apiKeys,
      'etc/stagedoor/policy/policy.json': policy,
    });

  it('of Kubernetes starts as it is deployed, and gives tokens as its policy says', async () => {
    const { key, stored } = makeKey();
    const folder = inKubernetes(writeApiKeys([stored]));
    const env = environmentOf('token-server/deployment.yaml');
    const { url } = await startTokenServer(onMachine(folder, env));
    expect((await ask(url, key, 'room-1')).status).toBe(200);
    expect((await ask(url, undefined, 'room-1')).status).toBe(401);
    expect((await ask(url, key, 'vault')).status).toBe(403);
  });

  it('of Kubernetes starts with the example of its secrets, which no key opens', async () => {
    const folder = inKubernetes(apiKeysSecret.stringData['api-keys.json']);
    const env = environmentOf('token-server/deployment.yaml');
    const { url } = await startTokenServer(onMachine(folder, env));
    expect((await ask(url, makeKey().key, 'room-1')).status).toBe(401);
  });

  it('of systemd starts with the example of its environment, and keeps its audit in its folder', async () => {
    const { key, stored } = makeKey();
    const folder = makeMachine({
      'etc/stagedoor/projects.json': projects,
      'etc/stagedoor/api-keys.json': writeApiKeys([stored]),
      'etc/stagedoor/policy.json': policy,
      'var/lib/stagedoor-token-server/grants.jsonl': '',
    });
    const env = readEnvironmentFile('deploy/systemd/stagedoor-token-server.env');
    const { url, stop } = await startTokenServer(onMachine(folder, env));
    expect((await ask(url, key, 'room-1')).status).toBe(200);
    await stop();
    const audit = join(folder, 'var/lib/stagedoor-token-server/grants.jsonl');
    expect(readFileSync(audit, 'utf8')).toContain('"room-1"');
  });
});

describe('the services of compose', () => {
  const text = readFileSync(join(ROOT, 'deploy/compose.yaml'), 'utf8');
  const { services, volumes } = parse(text, { merge: true });
  const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);
  /** With what the image says, and what deploy/.env would. */
  const settingsOf = ({ environment }) => ({
    STAGEDOOR_HOST: '0.0.0.0',
    STAGEDOOR_DATA: '/var/lib/stagedoor',
    ...Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        value.replace(/\$\{\w+:\?[^}]*\}/, '5'.repeat(64)),
      ]),
    ),
  });

  it('are hardened, and reached from this machine alone', () => {
    expect(ours.map(([name]) => name)).toEqual(['init', 'platform', 'token-server']);
    const hardening = ours.map(([, service]) => [service.read_only, service.cap_drop]);
    expect(hardening).toEqual(ours.map(() => [true, ['ALL']]));
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('name each other, files and volumes that there are', () => {
    const { dockerfile } = services.platform.build;
    expect(existsSync(join(ROOT, dockerfile))).toBe(true);
    const wanted = Object.values(services).flatMap((service) =>
      Object.keys(service.depends_on ?? {}),
    );
    expect(Object.keys(services)).toEqual(expect.arrayContaining(wanted));
    const mounted = Object.values(services)
      .flatMap((service) => service.volumes ?? [])
      .map((volume) => volume.split(':')[0])
      .filter((name) => !name.startsWith('.'));
    expect(new Set(mounted)).toEqual(new Set(Object.keys(volumes)));
  });

  it('have settings that the platform takes', () => {
    const folder = makeMachine({ 'var/lib/stagedoor/empty': '' });
    const { status, stderr } = checkConfig(onMachine(folder, settingsOf(services.platform)));
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  it('have settings that the token server takes', async () => {
    const { key, stored } = makeKey();
    const folder = makeMachine({
      'etc/stagedoor/projects.json': readAllYaml('token-server/secrets.example.yaml')[0].stringData[
        'projects.json'
      ],
      'etc/stagedoor/api-keys.json': writeApiKeys([stored]),
      'etc/stagedoor/policy.json': readYaml('token-server/policy.yaml').data['policy.json'],
    });
    const { url } = await startTokenServer(onMachine(folder, settingsOf(services['token-server'])));
    expect((await ask(url, key, 'room-1')).status).toBe(200);
  });
});

describe('the guide', () => {
  const guide = readFileSync(join(ROOT, 'docs/guide/deploy-a-token-server.md'), 'utf8');
  const blockOf = (language) =>
    new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(guide)[1];
  const [makeKeys, checkPolicy, start] = [
    ...blockOf('console').matchAll(/^\$ npx stagedoor (.*)$/gm),
  ].map(([, words]) => words.split(' '));
  const runIn = (cwd, words) =>
    spawnSync(process.execPath, [PROGRAM, ...words], { cwd, env: {}, encoding: 'utf8' }).stdout;

  it('begins with commands that lead to a token', async () => {
    const cwd = makeMachine({
      'projects.json': blockOf('json'),
      'policy.json': readFileSync(join(ROOT, 'examples/policy.json'), 'utf8'),
    });
    const [key] = runIn(cwd, makeKeys).split('\n');
    expect(runIn(cwd, checkPolicy)).toContain('policy.json is a policy of 1 rule');
    expect(start[0]).toBe('token-server');
    const ports = ['--port=0', '--operations-port=0'];
    const { url } = await startTokenServer({}, { cwd, args: [...start.slice(1), ...ports] });
    expect((await ask(url, key, 'room-1')).status).toBe(200);
    expect((await ask(url, key, 'vault')).status).toBe(403);
  });
});

describe('the platform', () => {
  it('of Kubernetes has settings that go together', () => {
    const [urls] = readAllYaml('platform/secrets.example.yaml');
    const folder = makeMachine({
      'etc/stagedoor/urls/database': urls.stringData.database,
      'etc/stagedoor/urls/redis': urls.stringData.redis,
      'var/lib/stagedoor/empty': '',
    });
    const env = environmentOf('platform/deployment.yaml', { STAGEDOOR_MASTER_KEY: '5'.repeat(64) });
    const { status, stdout, stderr } = checkConfig(onMachine(folder, env));
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(JSON.parse(stdout).config).toMatchObject({ host: '0.0.0.0', behindTlsProxy: true });
  });

  it('of systemd has settings that go together', () => {
    const folder = makeMachine({ 'var/lib/stagedoor/empty': '' });
    const env = readEnvironmentFile('deploy/systemd/stagedoor.env');
    const { status, stderr } = checkConfig(onMachine(folder, env));
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  it('would be found out: a variable that is misspelt', () => {
    const env = { ...readEnvironmentFile('deploy/systemd/stagedoor.env'), STAGEDOOR_HOSTT: '::' };
    expect(checkConfig(env)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('STAGEDOOR_HOSTT'),
    });
  });
});
