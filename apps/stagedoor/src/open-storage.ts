import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  Administration,
  type Database,
  type EnvelopeKeyring,
  loadKeyring,
  openDatabase,
  Storage,
  type SystemSources,
} from '@stagedoor/platform';
import { type MasterKeyOptions, openMasterKeys } from './master-key/open-master-keys.js';
import { FileError } from './errors.js';
import { locateDatabase } from './locate-database.js';
import { describeFailure } from './read-text-file.js';
import { systemTimers } from './system-timers.js';
import { POLICY_CHECKER } from './token-server/policy-checker.js';
import type { World } from './world.js';

/** Which storage is meant, and how its secrets are opened. */
export interface StorageOptions extends MasterKeyOptions {
  /** The URL of a PostgreSQL database; without it, an embedded one in the folder `data`. */
  readonly database?: string;
}

/** Storage that is open, and what works on it. */
export interface OpenStorage {
  readonly database: Database;
  readonly keyring: EnvelopeKeyring;
  readonly storage: Storage;
  readonly administration: Administration;
  readonly sources: SystemSources;
  readonly close: () => Promise<void>;
}

/** Throws `file_unusable`. */
function prepareFolder(folder: string, { data, makeIfMissing }: StorageOptions): void {
  if (!makeIfMissing) {
    if (existsSync(folder)) return;
    throw new FileError(
      `there is no folder ${data}: stagedoor init makes one, --data names another, --database a PostgreSQL`,
    );
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new FileError(
      `nothing can be kept in ${data}: ${describeFailure(error)}; choose another --data`,
    );
  }
}

/** Opens the database, its keys, and what works on them. Throws `database_in_use`, `storage_unavailable` and `master_key_missing`. */
export async function openStorage(options: StorageOptions, world: World): Promise<OpenStorage> {
  const sources: SystemSources = {
    now: () => world.now(),
    randomBytes: (size) => world.randomBytes(size),
  };
  const location = locateDatabase(options, world);
  if (location.url === undefined) prepareFolder(resolve(world.cwd, options.data), options);
  const masterKeySource = openMasterKeys(options, world);
  const masterKeys = await masterKeySource.read();
  const database = await openDatabase(location, { timers: systemTimers });
  try {
    const keyring = await loadKeyring(database, { masterKeys, masterKeySource, sources });
    const storage = new Storage(database, keyring);
    const administration = new Administration({ database, keyring, storage }, sources, {
      policyChecker: POLICY_CHECKER,
    });
    const close = async (): Promise<void> => {
      // Only the count of what was sealed: a database that is away does not need it.
      await keyring.refresh().catch(() => undefined);
      await database.close();
    };
    return { database, keyring, storage, administration, sources, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}
