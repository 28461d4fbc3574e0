import type { Command } from 'commander';

/** What every command that administers a platform takes. */
export interface AdministrationOptions {
  /** The folder of an embedded platform. */
  readonly data: string;
  /** The URL of a PostgreSQL database. */
  readonly database?: string;
  /** ID or name. */
  readonly organization?: string;
  readonly masterKeyFile?: string;
  readonly masterKeyCommand?: string;
  readonly json?: true;
}

const HELP = `
It works on what is stored, while a server runs or not: it asks the server of the folder --data if there is one, and
opens the database itself if there is none.
`;

/** Adds the options that say which platform is meant. */
export function addAdministrationOptions(command: Command): Command {
  return command
    .option('--data <folder>', 'folder of the platform', '.stagedoor')
    .option('--database <url>', 'PostgreSQL database instead (or STAGEDOOR_DATABASE_URL)')
    .option('--organization <name>', 'ID or name, where there are several')
    .option('--master-key-file <file>', 'file of the master key, by default in --data')
    .option('--master-key-command <command>', 'program that prints the master key')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP);
}
