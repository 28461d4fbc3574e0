import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender } from './rounds.js';
import { type ServedProgram, startProgram } from './served-program.js';

const CLI = fileURLToPath(new URL('../../apps/stagedoor/bin/stagedoor.js', import.meta.url));
const programPath = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const PROJECT = { appId: 'a'.repeat(32), certificates: ['b'.repeat(32)] };

export const BARE = 'node:http, a constant';
export const EXPRESS = 'Express and agora-token';
export const NATIVE = 'stagedoor, POST /v1/token';
export const QUICKSTART = 'stagedoor, quickstart';

/** What a small product would have: a condition on who calls and on what it asks for. */
const POLICY = {
  version: 1,
  rules: [
    {
      name: 'support-agents',
      callers: [{ kind: 'api-key', scopes: ['calls'] }],
      services: ['rtc'],
      channels: ['support-*'],
      when: 'caller.id != "" && request.uid > 0 && request.channel.endsWith(request.user)',
      grant: {
        role: { requested: ['publisher', 'subscriber'] },
        user: 'requested',
        maxLifeSeconds: 3600,
      },
    },
  ],
};

/** More than any load here, so that all are counted and none is refused. */
const RATE_LIMITS = 'caller=1000000,user=1000000,unproven=1000000';

const REQUESTS_PER_ROUND = 12_000;

/** A server in a process of its own, and the requests that it is sent. */
export interface ServedContender extends Contender {
  readonly program: ServedProgram;
}

function writeRequest(path: string, fields: readonly string[], value: object): Uint8Array {
  const body = JSON.stringify(value);
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Accept: application/json',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    ...fields,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** A user that no other request is for. */
function createSerial(): () => number {
  let serial = 0;
  return () => {
    serial += 1;
    return serial;
  };
}

/** The body of the documented quickstart. */
const quickstartBody = (uid: number): object => ({ uid, ChannelName: `support-${uid}`, role: 1 });

const nativeBody = (uid: number): object => ({
  service: 'rtc',
  channel: `support-${uid}`,
  uid,
  role: 'publisher',
  expiresInSeconds: 3600,
});

function readPort(text: string): number {
  const port = Number(/(\d+)\D*$/.exec(text)?.[1]);
  if (Number.isInteger(port)) return port;
  throw new TypeError(`no port in ${text}`);
}

/** node:http that answers a constant, and Express with the official builder. */
async function startRivals(): Promise<readonly ServedContender[]> {
  const rivals = [
    [BARE, 'bare-server.js'],
    [EXPRESS, 'express-server.js'],
  ] as const;
  const contenders: ServedContender[] = [];
  for (const [name, file] of rivals) {
    const program = await startProgram(programPath(file), [], { NODE_ENV: 'production' });
    const next = createSerial();
    contenders.push({
      name,
      program,
      port: readPort(program.readyLine),
      requestsPerRound: REQUESTS_PER_ROUND,
      makeRequest: async () => writeRequest('/fetch_rtc_token', [], quickstartBody(next())),
    });
  }
  return contenders;
}

/** Makes a key with the CLI, as an operator does. */
function makeKey(file: string): string {
  const args = [
    'api-key',
    'create',
    '--file',
    file,
    '--name',
    'bench',
    '--scope',
    'calls',
    '--json',
  ];
  const out = execFileSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
  const key = /"key":"([^"]+)"/.exec(out)?.[1];
  if (key === undefined) throw new TypeError('no key was made');
  return key;
}

/** The real program, with all of its steps on. `folder` is for its files. */
async function startStagedoor(folder: string): Promise<readonly ServedContender[]> {
  const path = (name: string): string => join(folder, name);
  writeFileSync(path('projects.json'), JSON.stringify([PROJECT]), {
    mode: 0o600,
  });
  writeFileSync(path('policy.json'), JSON.stringify(POLICY));
  const key = makeKey(path('keys.json'));
  const program = await startProgram(CLI, [
    'token-server',
    '--json',
    '--port=0',
    '--operations-port=0',
    '--log-level=warn',
    `--projects=${path('projects.json')}`,
    `--policy=${path('policy.json')}`,
    `--api-keys=${path('keys.json')}`,
    `--audit-file=${path('audit.jsonl')}`,
    `--token-rate-limits=${RATE_LIMITS}`,
  ]);
  const ready = /"url":"([^"]+)"/.exec(program.readyLine)?.[1] ?? '';
  const authorization = `Authorization: Bearer ${key}`;
  const contend = (name: string, url: string, bodyOf: (uid: number) => object): ServedContender => {
    const next = createSerial();
    return {
      name,
      program,
      port: readPort(ready),
      requestsPerRound: REQUESTS_PER_ROUND,
      makeRequest: async () => writeRequest(url, [authorization], bodyOf(next())),
    };
  };
  return [
    contend(NATIVE, '/v1/token', nativeBody),
    contend(QUICKSTART, '/fetch_rtc_token', quickstartBody),
  ];
}

/** Starts all of them. */
export async function startContenders(folder: string): Promise<readonly ServedContender[]> {
  return [...(await startRivals()), ...(await startStagedoor(folder))];
}
