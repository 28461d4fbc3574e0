import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApiKey, type NewApiKey, writeApiKeys } from '@stagedoor/token-server';
import { APP_ID, CERTIFICATE } from './test-outcome.js';
import { whileRunning, type ServerUse } from './test-server.js';
import { type CliRun, NOW, type TestWorld } from './test-world.js';

/** What `stagedoor token-server --json` prints when it is ready. */
export interface TokenServerReady {
  readonly url: string;
  readonly operationsUrl: string;
  readonly appId?: string;
  readonly projects?: number;
}

/** The project of the tests on the command line. */
export const PROJECT: readonly string[] = ['--app-id', APP_ID, '--certificate', CERTIFICATE];

/** Runs `stagedoor token-server` on free ports, and `use` when it is ready. */
export const serveTokens = (
  world: TestWorld,
  use: ServerUse<TokenServerReady>,
  ...argv: readonly string[]
): Promise<CliRun> =>
  whileRunning(world, ['token-server', '--port', '0', '--operations-port', '0', ...argv], use);

/** Writes a file into the folder of the world, and gives its name. */
export function placeJson(world: TestWorld, name: string, content: unknown): string {
  writeFileSync(join(world.cwd, name), JSON.stringify(content));
  return name;
}

/** A key with the scope `chat`. */
export const makeKey = (world: TestWorld, scopes: readonly string[] = ['chat']): NewApiKey =>
  createApiKey({
    name: 'backend',
    scopes,
    now: NOW,
    randomBytes: (size) => world.randomBytes(size),
  });

/** Writes a file of these keys, and gives its name. */
export function placeKeys(world: TestWorld, ...keys: readonly NewApiKey[]): string {
  const text = writeApiKeys(keys.map(({ stored }) => stored));
  writeFileSync(join(world.cwd, 'keys.json'), text);
  return 'keys.json';
}

/** A policy that lets these callers publish in channels that begin with `room-`. */
export const policyFor = (caller: object): object => ({
  version: 1,
  rules: [
    {
      name: 'rooms',
      callers: [caller],
      services: ['rtc'],
      channels: ['room-*'],
      grant: {
        role: { requested: ['publisher', 'subscriber'] },
        user: 'requested',
        maxLifeSeconds: 600,
      },
    },
  ],
});

/** Asks for a token by the native route. */
export async function askToken(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  fields: object = {},
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${url}/v1/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      service: 'rtc',
      channel: 'room-1',
      uid: 1234,
      role: 'publisher',
      ...fields,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The lines of a log or of an audit. */
export const jsonLinesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** What operators read. */
export const metricsOf = async (operationsUrl: string): Promise<string> =>
  (await fetch(`${operationsUrl}/metrics`)).text();
