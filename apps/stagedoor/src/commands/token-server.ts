import { createTokenHandler } from '@stagedoor/token-server';
import type { Command } from 'commander';
import { AnonymousBeyondLoopbackError } from '../errors.js';
import { isLoopback, startHttpServer } from '../http-server.js';
import { logOutcomes } from '../outcome-log.js';
import { parseNumberOption } from '../parse-number-option.js';
import {
  addProjectOptions,
  readAppId,
  readCertificates,
  type ProjectOptions,
} from '../project-options.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor token-server --app-id $APP_ID --certificate-file cert.txt
  $ STAGEDOOR_APP_ID=… STAGEDOOR_CERTIFICATE=… stagedoor token-server --port 8082

It does not ask callers who they are, so it listens on loopback alone. Behind a proxy that authenticates callers, add
--host 0.0.0.0 --allow-anonymous.
`;

interface TokenServerOptions extends ProjectOptions {
  readonly port: number;
  readonly host: string;
  readonly tokenLife: number;
  readonly allowAnonymous?: true;
  readonly json?: true;
}

async function runTokenServer(options: TokenServerOptions, world: World): Promise<void> {
  if (!isLoopback(options.host) && options.allowAnonymous !== true) {
    throw new AnonymousBeyondLoopbackError(
      options.host,
      '--allow-anonymous behind a proxy that checks callers',
    );
  }
  const asJson = options.json === true;
  const appId = readAppId(options, world);
  const [certificate] = await readCertificates(options, world, 1);
  const handler = createTokenHandler({
    appId,
    certificate,
    now: () => world.now(),
    tokenLifeSeconds: options.tokenLife,
    onOutcome: logOutcomes(world, asJson),
  });
  const server = await startHttpServer(handler, options);
  const ready = { ready: true, url: server.url, appId };
  world.writeOut(
    asJson
      ? `${JSON.stringify(ready)}\n`
      : `stagedoor token-server: ${server.url} for App ID ${appId}\n`,
  );
  await world.untilStopped();
  await server.stop();
}

/** `stagedoor token-server`. */
export function addTokenServerCommand(program: Command, world: World): void {
  const command = program
    .command('token-server')
    .description('run only the token server, for a project of yours');
  addProjectOptions(command)
    .option('--port <number>', 'port to listen on, 0 for any that is free', parseNumberOption, 8082)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--token-life <seconds>', 'how long the tokens live', parseNumberOption, 3600)
    .option('--allow-anonymous', 'listen beyond loopback although callers are not authenticated')
    .option('--json', 'print one line of JSON when ready')
    .addHelpText('after', EXAMPLES)
    .action((options: TokenServerOptions) => runTokenServer(options, world));
}
