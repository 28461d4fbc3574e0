import type { Command } from 'commander';
import type { World } from './world.js';

/** Adds one command, with its subcommands, to the program. */
export type AddCommand = (program: Command, world: World) => void;

/** The commands by name, in the order of the help. Each is loaded when it is used: most need little of the whole. */
const COMMANDS: ReadonlyMap<string, () => Promise<AddCommand>> = new Map([
  ['dev', async () => (await import('./commands/dev.js')).addDevCommand],
  ['init', async () => (await import('./commands/init.js')).addInitCommand],
  ['serve', async () => (await import('./commands/serve.js')).addServeCommand],
  ['project', async () => (await import('./commands/project.js')).addProjectCommand],
  ['credential', async () => (await import('./commands/credential.js')).addCredentialCommand],
  ['keys', async () => (await import('./commands/keys.js')).addKeysCommand],
  ['token-server', async () => (await import('./commands/token-server.js')).addTokenServerCommand],
  ['api-key', async () => (await import('./commands/api-key.js')).addApiKeyCommand],
  ['policy', async () => (await import('./commands/policy.js')).addPolicyCommand],
  ['token', async () => (await import('./commands/token.js')).addTokenCommand],
  ['request', async () => (await import('./commands/request.js')).addRequestCommand],
  ['broadcast', async () => (await import('./commands/broadcast.js')).addBroadcastCommand],
  ['organization', async () => (await import('./commands/organization.js')).addOrganizationCommand],
  ['backup', async () => (await import('./commands/backup.js')).addBackupCommand],
  ['restore', async () => (await import('./commands/restore.js')).addRestoreCommand],
  ['copy', async () => (await import('./commands/copy.js')).addCopyCommand],
  ['audit', async () => (await import('./commands/audit.js')).addAuditCommand],
]);

/** The named command alone; all of them where there is none of that name, for the help. */
export async function loadCommands(name: string | undefined): Promise<readonly AddCommand[]> {
  const load = COMMANDS.get(name ?? '');
  return load === undefined
    ? Promise.all([...COMMANDS.values()].map((each) => each()))
    : [await load()];
}
