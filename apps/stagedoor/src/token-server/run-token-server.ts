import { describeConfig } from '../config/describe-config.js';
import { openTokenServerConfig } from '../config/open-token-server-config.js';
import { TOKEN_SERVER_SETTINGS } from '../config/token-server-settings.js';
import type { ProjectOptions } from '../project-options.js';
import type { World } from '../world.js';
import { runAuditCheck } from './run-audit-check.js';
import {
  checkTokenServer,
  type RunningTokenServer,
  startTokenServer,
} from './start-token-server.js';

function describeReady({ url, operationsUrl, appIds }: RunningTokenServer): string {
  const [first = ''] = appIds;
  const served = appIds.length === 1 ? `App ID ${first}` : `${appIds.length} projects`;
  return (
    `stagedoor token-server: ${url} for ${served}, ` +
    `for operators ${operationsUrl} (/healthz, /readyz, /metrics)\n`
  );
}

function writeReady({ url, operationsUrl, appIds }: RunningTokenServer): string {
  const [appId] = appIds;
  const served = appIds.length === 1 ? { appId } : { projects: appIds.length };
  return `${JSON.stringify({ ready: true, url, operationsUrl, ...served })}\n`;
}

/** What commander read: settings by their flags, and what is no setting. */
type RunOptions = Readonly<Record<string, unknown>> &
  ProjectOptions & { readonly checkAudit?: readonly string[] };

/** Runs a token server until it is asked to stop, or reads all that it would start with. `options` is what commander read. */
export async function runTokenServer(options: RunOptions, world: World): Promise<void> {
  const audits = options.checkAudit;
  if (audits !== undefined) {
    await runAuditCheck(audits, { asJson: options['json'] === true, world });
    return;
  }
  // From the start on: the first process of a container would otherwise miss a signal that comes before it is ready.
  const stopped = world.untilStopped();
  const config = await openTokenServerConfig(options, world);
  if (options['checkConfig'] === true) {
    await checkTokenServer(config, options, world);
    const shown = { config: describeConfig(config, TOKEN_SERVER_SETTINGS) };
    world.writeOut(`${JSON.stringify(shown, undefined, 2)}\n`);
    return;
  }
  const server = await startTokenServer(config, options, world);
  world.writeOut(options['json'] === true ? writeReady(server) : describeReady(server));
  await stopped;
  await server.stop();
}
