import { ALL_ROUTES, serveProject, TokenServer } from '@stagedoor/token-server';
import { type Command, Option } from 'commander';
import { openAndStart, type PlatformOptions } from '../compose.js';
import { type DemoContent, ensureDemoContent } from '../demo-content.js';
import { AnonymousBeyondLoopbackError } from '../errors.js';
import { isLoopback } from '../is-loopback.js';
import { logOutcomes } from '../outcome-log.js';
import { parseNumberOption } from '../parse-number-option.js';
import { mountOperations } from '../serve/mount-operations.js';
import { DEVELOPMENT_POLICY } from '../token-server/development-policy.js';
import { localCallers } from '../token-server/local-callers.js';
import { mountTokenServer } from '../token-server/mount-token-server.js';
import { readPolicy } from '../token-server/policy-in-force.js';
import { toObservation } from '../token-server/to-observation.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor dev
  $ stagedoor dev --port 0 --json     any free port, and one line of JSON when it is ready

A demo project (App ID and certificate) and a customer credential are made at the first start. All that is stored is in
the folder --data.
`;

/** Load tests on one machine are nobody's attack. */
const UNLIMITED = { perCallerPerSecond: Infinity, perUserPerSecond: Infinity };

interface DevOptions {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly hmacProfile: NonNullable<PlatformOptions['hmacProfile']>;
  readonly hmacReplay?: NonNullable<PlatformOptions['hmacReplay']>;
  readonly rateLimits: 'on' | 'off';
  readonly json?: true;
}

function describeReady(url: string, demo: DemoContent): string {
  const fetchIt = `curl -s -X POST ${url}/fetch_rtc_token -d '{"uid":1234,"ChannelName":"test","role":1}'`;
  const nativeIt =
    `curl -s -X POST ${url}/v1/token -H 'Content-Type: application/json' \\\n      ` +
    `-d '{"services":[{"service":"rtc","channel":"test","uid":1234,"role":"publisher"},` +
    `{"service":"rtm","userId":"1234"}]}'`;
  const verifyIt =
    `npx stagedoor token verify - --app-id ${demo.appId} \\\n      --certificate ${demo.certificate} \\\n      ` +
    '--channel test --uid 1234 --privilege publishAudioStream';
  return `
stagedoor dev: ${url}

  App ID           ${demo.appId}
  Certificate      ${demo.certificate}
  Customer ID      ${demo.customerId}
  Customer secret  ${demo.customerSecret}

Fetch a token:
  ${fetchIt}

Fetch one and see what it says:
  ${fetchIt} |
    npx stagedoor token inspect -

Fetch one for more than one service, and see what it says:
  ${nativeIt}

Fetch one and verify it:
  ${fetchIt} |
    ${verifyIt}

List the projects, by HTTP Basic:
  curl -s -u ${demo.customerId}:${demo.customerSecret} ${url}/dev/v1/projects

List the broadcast domains, by an HMAC signature:
  STAGEDOOR_CUSTOMER_SECRET=${demo.customerSecret} \\
    npx stagedoor request sign GET ${url}/v1/projects/${demo.appId}/fls/domains \\
      --scheme hmac --customer-id ${demo.customerId} --send

All operations: ${url}/docs

Ctrl-C stops it. It gives any token to anyone on this machine: for development only.
`;
}

async function runDev(options: DevOptions, world: World): Promise<void> {
  if (!isLoopback(options.host)) {
    throw new AnonymousBeyondLoopbackError(
      options.host,
      'run stagedoor token-server with a policy',
    );
  }
  const asJson = options.json === true;
  let demo: DemoContent | undefined;
  const operations = mountOperations(world);
  const limits = options.rateLimits === 'off' ? ({ limits: 'off' } as const) : {};
  const settings = {
    ...options,
    server: { ...limits, observers: [operations.observe] },
    makeIfMissing: true,
  };
  const server = await openAndStart(settings, world, async (storage) => {
    demo = await ensureDemoContent(storage);
    const { appId, certificate } = demo;
    const log = logOutcomes(world, asJson);
    const { policy } = readPolicy(DEVELOPMENT_POLICY);
    const tokenServer = new TokenServer({
      projects: serveProject({ appId, certificates: [certificate] }),
      callers: [localCallers],
      policy: () => policy,
      routes: ALL_ROUTES,
      limits: UNLIMITED,
      allowedOrigins: '*',
      now: () => world.now(),
      nowMillis: () => world.nowMillis(),
      onOutcome: (outcome) => {
        operations.observe(toObservation(outcome));
        log(outcome);
      },
    });
    return { mounts: [...operations.mounts, ...mountTokenServer(tokenServer, ALL_ROUTES)] };
  });
  if (demo === undefined) return;
  operations.start(server);
  // Before anybody is told that it is ready.
  const stopped = world.untilStopped();
  const ready = { ready: true, url: server.url, ...demo };
  world.writeOut(asJson ? `${JSON.stringify(ready)}\n` : describeReady(server.url, demo));
  await stopped;
  operations.stop();
  await server.stop();
}

/** `stagedoor dev`. */
export function addDevCommand(program: Command, world: World): void {
  program
    .command('dev')
    .description('run the platform and a token server with a demo project, on loopback')
    .option('--port <number>', 'port to listen on, 0 for any that is free', parseNumberOption, 8080)
    .option('--host <address>', 'loopback address to listen on', '127.0.0.1')
    .option('--data <folder>', 'where everything is kept', '.stagedoor')
    .addOption(
      new Option('--hmac-profile <name>', 'how hmac requests are judged')
        .choices(['strict', 'agora'])
        .default('strict'),
    )
    .addOption(
      new Option('--hmac-replay <rule>', 'whether a signature may be used again').choices([
        'refuse',
        'refuse-unsafe',
        'off',
      ]),
    )
    .addOption(
      new Option('--rate-limits <rule>', 'whether requests are limited')
        .choices(['on', 'off'])
        .default('on'),
    )
    .option('--json', 'print one line of JSON when ready')
    .addHelpText('after', EXAMPLES)
    .action((options: DevOptions) => runDev(options, world));
}
