import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type MasterKeySource, parseMasterKeys } from '@stagedoor/platform';
import { UsageError } from '../errors.js';
import type { World } from '../world.js';
import { KeyFile } from './key-file.js';
import { parseCommandWords } from './parse-command-words.js';
import { runKeyCommand } from './run-key-command.js';

/** Where the master key comes from. */
export interface MasterKeyOptions {
  /** The data folder, where a file is looked for by default. */
  readonly data: string;
  readonly masterKeyFile?: string;
  /** A command line, which is run without a shell. */
  readonly masterKeyCommand?: string;
  /** Whether a missing file is made: for a platform that is being made alone. */
  readonly makeIfMissing: boolean;
}

const FILE_NAME = 'master.key';
const DATABASE_NAME = 'stagedoor.db';

/** One way to say where the master key is. */
interface Way {
  readonly name: string;
  readonly value: string | undefined;
  readonly open: (value: string) => MasterKeySource;
}

/** The one way that was used, undefined where none was. Two keys in two places would hide a mistake. */
function findOnlyWay(ways: readonly Way[]): MasterKeySource | undefined {
  const used = ways.flatMap(({ name, value = '', open }) =>
    value.trim() === '' ? [] : [{ name, value, open }],
  );
  const [way, ...others] = used;
  if (others.length > 0) {
    const names = used.map(({ name }) => name).join(' and ');
    throw new UsageError(`${names} both say where the master key is: give one of them`);
  }
  return way?.open(way.value);
}

function openEnvironment(value: string): MasterKeySource {
  const name = 'STAGEDOOR_MASTER_KEY';
  return { name, read: async () => parseMasterKeys(value, name) };
}

function openCommand(commandLine: string, world: World): MasterKeySource {
  const words = parseCommandWords(commandLine);
  const name = 'the master key command';
  return { name, read: async () => parseMasterKeys(await runKeyCommand(words, world), name) };
}

/**
 * Where the master keys of a platform come from: the file or the command of the options, else `STAGEDOOR_MASTER_KEY`,
 * `STAGEDOOR_MASTER_KEY_FILE` or `STAGEDOOR_MASTER_KEY_COMMAND`, else the file `master.key` of the data folder. Reads
 * none yet, but makes a missing file where it may, unless a database is there that was made with another. Throws `usage`
 * and `master_key_unavailable`.
 */
export function openMasterKeys(options: MasterKeyOptions, world: World): MasterKeySource {
  const { data, masterKeyFile, masterKeyCommand, makeIfMissing } = options;
  const mayMake = makeIfMissing && !existsSync(resolve(world.cwd, data, DATABASE_NAME));
  const openFile = (path: string): MasterKeySource => KeyFile.open(path, world, mayMake);
  const openWith = (commandLine: string): MasterKeySource => openCommand(commandLine, world);
  const { env } = world;
  const given = findOnlyWay([
    { name: '--master-key-file', value: masterKeyFile, open: openFile },
    { name: '--master-key-command', value: masterKeyCommand, open: openWith },
  ]);
  const fromEnvironment = (): MasterKeySource | undefined =>
    findOnlyWay([
      {
        name: 'STAGEDOOR_MASTER_KEY',
        value: env['STAGEDOOR_MASTER_KEY'],
        open: openEnvironment,
      },
      {
        name: 'STAGEDOOR_MASTER_KEY_FILE',
        value: env['STAGEDOOR_MASTER_KEY_FILE'],
        open: openFile,
      },
      {
        name: 'STAGEDOOR_MASTER_KEY_COMMAND',
        value: env['STAGEDOOR_MASTER_KEY_COMMAND'],
        open: openWith,
      },
    ]);
  return given ?? fromEnvironment() ?? openFile(join(data, FILE_NAME));
}
