import { CallerSetupError } from '@stagedoor/token-server';
import { type Command, Option } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../../administration/administration-options.js';
import { withAdministration } from '../../administration/with-administration.js';
import { AdministrationError, FileError } from '../../errors.js';
import type { World } from '../../world.js';
import { ApiKeyFile } from './api-key-file.js';
import type { ApiKeyStore } from './api-key-store.js';
import { PlatformApiKeys } from './platform-api-keys.js';

/** Where the keys are, as commander hands it over. */
export interface StoreOptions extends AdministrationOptions {
  /** Takes the place of the platform. */
  readonly file?: string;
}

/** What says which platform is meant, and means nothing beside a file. */
const OF_PLATFORM = ['data', 'database', 'organization', 'masterKeyFile', 'masterKeyCommand'];

/** Adds the options that say where the keys are, and how to print. */
export function addStoreOptions(command: Command): Command {
  const file = new Option('--file <file>', 'a file of keys, in the place of a platform');
  return addAdministrationOptions(command.addOption(file.conflicts(OF_PLATFORM)));
}

function useStore<T>(
  options: StoreOptions,
  world: World,
  work: (store: ApiKeyStore) => Promise<T>,
): Promise<T> {
  const { file } = options;
  if (file !== undefined) return work(new ApiKeyFile(file, world));
  return withAdministration(options, world, (run) => work(new PlatformApiKeys(run)));
}

/** Where a folder of a platform cannot be used, none may have been meant. */
function toCommandError(error: unknown, { file, database }: StoreOptions): unknown {
  if (error instanceof CallerSetupError) return new AdministrationError(error.code, error.message);
  const isMeant = (file ?? database) !== undefined;
  if (isMeant || !(error instanceof FileError)) return error;
  return new FileError(`${error.message}; or name a file of keys by --file`);
}

/** Does something with the keys. Throws as commands do, with the codes of what went wrong. */
export async function withApiKeyStore<T>(
  options: StoreOptions,
  world: World,
  work: (store: ApiKeyStore) => Promise<T>,
): Promise<T> {
  try {
    return await useStore(options, world, work);
  } catch (error) {
    throw toCommandError(error, options);
  }
}
