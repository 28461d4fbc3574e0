import type { Command } from 'commander';
import { addSettingFlags } from '../config/read-flags.js';
import { SERVE_SETTINGS } from '../config/setting-names.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor serve --tls-cert cert.pem --tls-key key.pem --host 0.0.0.0 --port 443
  $ stagedoor serve --host 0.0.0.0 --behind-tls-proxy --trusted-proxies 10.0.0.0/8
  $ stagedoor serve --check-config

It serves the platform that stagedoor init has made, and makes none. What no flag says is read from the environment
(STAGEDOOR_PORT for --port, and so on), then from stagedoor.config.json ("port"). SIGTERM and SIGINT end it when the
requests under way are answered, SIGHUP lets it read the certificate again.
`;

/** `stagedoor serve`. */
export function addServeCommand(program: Command, world: World): void {
  const serve = program.command('serve').description('run the platform in production');
  addSettingFlags(serve, SERVE_SETTINGS)
    .option('--config <file>', 'configuration file (default: stagedoor.config.json if it is there)')
    .option('--check-config', 'print the settings in force, without secrets, and end')
    .option('--json', 'print one line of JSON when ready')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Readonly<Record<string, unknown>>) => {
      // Other commands need not wait until all that a server needs is loaded.
      const { runServe } = await import('../serve/run-serve.js');
      await runServe(options, world);
    });
}
