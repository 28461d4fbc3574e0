import { describeConfig } from '../config/describe-config.js';
import { findConfigWarnings } from '../config/check-config.js';
import { openConfig } from '../config/open-config.js';
import type { ServeConfig } from '../config/serve-config.js';
import { SERVE_SETTINGS } from '../config/setting-names.js';
import type { World } from '../world.js';
import { startServer } from './start-server.js';

function printConfig(config: ServeConfig, world: World): void {
  const warnings = findConfigWarnings(config);
  const shown = { config: describeConfig(config, SERVE_SETTINGS), warnings };
  world.writeOut(`${JSON.stringify(shown, undefined, 2)}\n`);
}

const describeReady = (url: string, operationsUrl: string): string =>
  `stagedoor serve: ${url}, for operators ${operationsUrl} (/healthz, /readyz, /metrics)\n`;

/** Runs a server until it is asked to stop, or prints its configuration. `options` is what commander read. */
export async function runServe(
  options: Readonly<Record<string, unknown>>,
  world: World,
): Promise<void> {
  // From the start on: the first process of a container would otherwise miss a signal that comes before it is ready.
  const stopped = world.untilStopped();
  const config = await openConfig(options, world);
  if (options['checkConfig'] === true) {
    printConfig(config, world);
    return;
  }
  const server = await startServer(config, world);
  const { url, operationsUrl } = server;
  world.writeOut(
    options['json'] === true
      ? `${JSON.stringify({ ready: true, url, operationsUrl })}\n`
      : describeReady(url, operationsUrl),
  );
  await stopped;
  await server.stop();
}
