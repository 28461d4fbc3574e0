import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../../administration/administration-options.js';
import { UsageError } from '../../errors.js';
import { parseNumberOption } from '../../parse-number-option.js';
import { readGivenFile } from '../../read-text-file.js';
import type { World } from '../../world.js';

/** Where the timestamp key is, as commander hands it over. */
export interface KeyOptions extends AdministrationOptions {
  readonly authKey?: string;
  readonly authKeyFile?: string;
  readonly appId?: string;
  readonly now?: number;
}

/** The key itself, or the project whose domain has it. */
export type KeySource =
  | { readonly kind: 'key'; readonly authKey: string }
  | { readonly kind: 'stored'; readonly appId: string };

const HELP = `
The timestamp key is that of the domain in the URL. With --app-id it stays where it is stored, and the platform of --data
or --database does the work. Otherwise give it by --auth-key-file (a file of mode 0600, or - for standard input), by the
environment variable STAGEDOOR_AUTH_KEY, or, in tests, by --auth-key: other users of the machine can read a command line.
`;

/** Adds the options that say which key is meant. */
export function addKeyOptions(command: Command): Command {
  const withKeys = command
    .option('--auth-key <text>', 'timestamp key of the domain (or STAGEDOOR_AUTH_KEY)')
    .option('--auth-key-file <file>', 'file that holds the key alone, - for standard input')
    .option('--app-id <hex>', 'App ID of the project that has the domain, to use its stored key')
    .option('--now <time>', 'time to judge by, Unix seconds (default: now)', parseNumberOption);
  return addAdministrationOptions(withKeys).addHelpText('after', HELP);
}

async function readKeyFile(path: string, world: World): Promise<string> {
  const content = path === '-' ? await world.readStdin() : await readGivenFile(path, world);
  // A key may begin or end with a blank, but files end with a line break.
  return content.replace(/\r?\n$/, '');
}

function checkGiven({ authKey, authKeyFile, appId }: KeyOptions): void {
  const given = [authKey, authKeyFile, appId].filter((each) => each !== undefined);
  if (given.length <= 1) return;
  throw new UsageError('give one of --auth-key, --auth-key-file and --app-id');
}

async function findKey(options: KeyOptions, world: World): Promise<string> {
  const { authKey, authKeyFile } = options;
  const key =
    authKeyFile === undefined
      ? (authKey ?? world.env['STAGEDOOR_AUTH_KEY'])
      : await readKeyFile(authKeyFile, world);
  if (key !== undefined && key !== '') return key;
  throw new UsageError(
    'give the timestamp key by --auth-key-file, STAGEDOOR_AUTH_KEY or --auth-key, or its project by --app-id',
  );
}

/** The key that the options name, else that of the environment. Throws `usage` and `file_unusable`. */
export async function readKeySource(options: KeyOptions, world: World): Promise<KeySource> {
  checkGiven(options);
  if (options.appId !== undefined) return { kind: 'stored', appId: options.appId };
  return { kind: 'key', authKey: await findKey(options, world) };
}
