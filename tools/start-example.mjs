/**
 * Starts an example as its runtime does, and makes all of them alike: `send` takes `{ method, path, headers, body }` and
 * gives a `Response`, `stop` ends what was started.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const START_MILLIS = 60_000;
const HOST = 'http://token-server.example';

/** `program` is that of the runtime; `folder` is a new one, inside the repository. */
export const startExample = (example, surroundings) =>
  STARTERS[example.kind](example, surroundings);

const startServer = async ({ path, flags }, { root, program, env }) => {
  const { child, port } = await spawnUntil(program, [...flags, join(root, path)], {
    env: { ...env, PORT: '0' },
    stream: 'stdout',
    portPattern: /port: (\d+)/,
  });
  return { send: sendOverHttp(port), stop: () => stopProgram(child) };
};

/** A worker is given as one file, as its tools make it. */
const startWorker = async ({ path }, { root, program, env }) => {
  const folder = newFolder(root);
  await bundle(join(root, path), join(folder, 'worker.js'), ['workerd', 'worker', 'browser']);
  writeFileSync(join(folder, 'worker.capnp'), describeWorker(env));
  const { child, port } = await spawnUntil(
    program,
    ['serve', '--control-fd=3', join(folder, 'worker.capnp')],
    { env, stream: 'control', portPattern: /"port":(\d+)/ },
  );
  const stop = async () => {
    await stopProgram(child);
    rmSync(folder, { recursive: true });
  };
  return { send: sendOverHttp(port), stop };
};

/** A module that exports a function for each method, as route handlers do. */
const startHandlers = async ({ path }, { root, env }) => {
  const folder = newFolder(root);
  await bundle(join(root, path), join(folder, 'route.mjs'), ['node']);
  const handlers = await importWith(env, join(folder, 'route.mjs'));
  const send = ({ method, path: target, headers, body }) =>
    withEnv(env, () =>
      handlers[method](new Request(HOST + target, initOf({ method, headers, body }))),
    );
  return { send, stop: () => rmSync(folder, { recursive: true }) };
};

/** A function that takes events of payload format 2.0. */
const startLambda = async ({ path }, { root, env }) => {
  const { handler } = await importWith(env, join(root, path));
  const send = async (request) => {
    const answer = await withEnv(env, () => handler(eventOf(request)));
    const { statusCode, headers, body } = answer;
    return new Response(body, { status: statusCode, headers });
  };
  return { send, stop: () => {} };
};

const STARTERS = {
  server: startServer,
  worker: startWorker,
  handlers: startHandlers,
  lambda: startLambda,
};

const newFolder = (root) => {
  const cache = join(root, 'node_modules/.cache/stagedoor');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, 'example-'));
};

const bundle = (entry, outfile, conditions) =>
  build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2023',
    conditions,
    logLevel: 'silent',
  });

const describeWorker = (env) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-04-01",
  bindings = [${Object.entries(env)
    .map(([name, text]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(text)})`)
    .join(', ')}],
);
`;

/** Starts a program and waits until it says its port. */
const spawnUntil = (program, args, { env, stream, portPattern }) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '', control: '' };
    const fail = (reason) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${reason}: ${said.stderr.trim().split('\n')[0] || said.stdout}`));
    };
    const timer = setTimeout(() => fail('does not start'), START_MILLIS);
    const listen = (name, source) =>
      source.on('data', (chunk) => {
        said[name] += chunk;
        const port = portPattern.exec(said[stream])?.[1];
        if (port === undefined) return;
        clearTimeout(timer);
        resolve({ child, port });
      });
    listen('stdout', child.stdout);
    listen('stderr', child.stderr);
    listen('control', child.stdio[3]);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });

const stopProgram = (child) =>
  new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGKILL');
  });

/** A request without a body has no field for it. */
const initOf = ({ method, headers, body }) => ({ method, headers, ...(body && { body }) });

const sendOverHttp =
  (port) =>
  ({ path, ...request }) =>
    fetch(`http://127.0.0.1:${port}${path}`, initOf(request));

/**
 * For modules that read the environment of their process when they are loaded, or called the first time. What they print
 * is no part of the report.
 */
const withEnv = async (env, act) => {
  const before = { ...process.env };
  const { log } = console;
  Object.assign(process.env, env);
  console.log = () => {};
  try {
    return await act();
  } finally {
    console.log = log;
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
};

const importWith = (env, path) => withEnv(env, () => import(pathToFileURL(path).href));

/** As a function URL hands it over; names of headers are in lower case. */
const eventOf = ({ method, path, headers, body }) => {
  const [rawPath, rawQueryString = ''] = path.split('?');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers,
    requestContext: {
      domainName: 'token-server.example',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7' },
    },
    ...(body !== undefined && { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
  };
};
