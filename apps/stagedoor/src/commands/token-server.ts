import type { Command } from 'commander';
import { addSettingFlags } from '../config/read-flags.js';
import { TOKEN_SERVER_SETTINGS } from '../config/token-server-settings.js';
import { addProjectOptions } from '../project-options.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor token-server --app-id $APP_ID --certificate-file cert.txt
  $ stagedoor token-server --projects projects.json --policy policy.json --api-keys keys.json \\
      --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem --audit-file grants.jsonl
  $ stagedoor token-server --projects projects.json --policy policy.json \\
      --issuer https://login.example --audience chat

Without a policy it grants everyone everything, and listens on loopback alone. What no flag says is read from the
environment (STAGEDOOR_POLICY for --policy, and so on), then from stagedoor.config.json ("policy"). A certificate and a
secondary one can be given as STAGEDOOR_CERTIFICATE and STAGEDOOR_SECONDARY_CERTIFICATE. SIGTERM and SIGINT end it when
the requests under way are answered; SIGHUP lets it read its files again, and go on in a new audit file.
`;

/** `stagedoor token-server`. */
export function addTokenServerCommand(program: Command, world: World): void {
  const command = program
    .command('token-server')
    .description('run only the token server, for projects of yours');
  addSettingFlags(addProjectOptions(command), TOKEN_SERVER_SETTINGS)
    .option('--config <file>', 'configuration file (default: stagedoor.config.json if it is there)')
    .option('--check-config', 'read all files, print the settings in force, and end')
    .option(
      '--check-audit <file...>',
      'tell whether the lines of audit files hang together, and end',
    )
    .option('--json', 'print one line of JSON when ready')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Readonly<Record<string, unknown>>) => {
      // The help need not wait until all that a server needs is loaded.
      const { runTokenServer } = await import('../token-server/run-token-server.js');
      await runTokenServer(options, world);
    });
}
