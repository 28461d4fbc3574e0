import { createTokenHandler } from '@stagedoor/token-server';
import type { Command } from 'commander';
import { openDemoProject, type DemoProject } from '../demo-project.js';
import { AnonymousBeyondLoopbackError } from '../errors.js';
import { isLoopback, startHttpServer } from '../http-server.js';
import { logOutcomes } from '../outcome-log.js';
import { parseNumberOption } from '../parse-number-option.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor dev
  $ stagedoor dev --port 0 --json     any free port, and one line of JSON when it is ready

The demo project, an App ID and its certificate, is made at the first start and kept in the folder --data.
`;

interface DevOptions {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly json?: true;
}

function describeReady(url: string, { appId, certificate }: DemoProject): string {
  const fetchIt = `curl -s -X POST ${url}/fetch_rtc_token -d '{"uid":1234,"ChannelName":"test","role":1}'`;
  const verifyIt =
    `npx stagedoor token verify - --app-id ${appId} \\\n      --certificate ${certificate} \\\n      ` +
    '--channel test --uid 1234 --privilege publishAudioStream';
  return `
stagedoor dev: ${url}

  App ID       ${appId}
  Certificate  ${certificate}

Fetch a token:
  ${fetchIt}

Fetch one and see what it says:
  ${fetchIt} |
    npx stagedoor token inspect -

Fetch one and verify it:
  ${fetchIt} |
    ${verifyIt}

Ctrl-C stops it. It gives any token to anyone on this machine: for development only.
`;
}

async function runDev(options: DevOptions, world: World): Promise<void> {
  if (!isLoopback(options.host)) {
    throw new AnonymousBeyondLoopbackError(
      options.host,
      'run stagedoor token-server behind a proxy',
    );
  }
  const asJson = options.json === true;
  const project = openDemoProject(options.data, world);
  const handler = createTokenHandler({
    ...project,
    now: () => world.now(),
    onOutcome: logOutcomes(world, asJson),
  });
  const server = await startHttpServer(handler, options);
  const ready = { ready: true, url: server.url, ...project };
  world.writeOut(asJson ? `${JSON.stringify(ready)}\n` : describeReady(server.url, project));
  await world.untilStopped();
  await server.stop();
}

/** `stagedoor dev`. */
export function addDevCommand(program: Command, world: World): void {
  program
    .command('dev')
    .description('run a token server with a demo project, on loopback')
    .option('--port <number>', 'port to listen on, 0 for any that is free', parseNumberOption, 8080)
    .option('--host <address>', 'loopback address to listen on', '127.0.0.1')
    .option('--data <folder>', 'where the demo project is kept', '.stagedoor')
    .option('--json', 'print one line of JSON when ready')
    .addHelpText('after', EXAMPLES)
    .action((options: DevOptions) => runDev(options, world));
}
