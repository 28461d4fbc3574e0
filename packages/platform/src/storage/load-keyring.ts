import type { SystemSources } from '../domain/system-sources.js';
import { EnvelopeKeyring } from '../keyring/envelope-keyring.js';
import type { MasterKey, MasterKeySource } from '../keyring/master-key.js';
import type { Database } from './database.js';
import { SqlDataKeyStore } from './sql-data-key-store.js';

/** What a keyring is loaded with. */
export interface KeyringOptions {
  /** What the source gave. */
  readonly masterKeys: readonly MasterKey[];
  readonly masterKeySource: MasterKeySource;
  readonly sources: SystemSources;
}

/**
 * The keyring of an open database, with all of its data keys. Call its `refresh` now and then: so it reports what it
 * sealed, and hears of keys that other processes made. Throws `master_key_missing` and `sealed_text_invalid`.
 */
export async function loadKeyring(
  database: Database,
  options: KeyringOptions,
): Promise<EnvelopeKeyring> {
  return EnvelopeKeyring.load({
    ...options,
    dataKeys: new SqlDataKeyStore(database.connection),
    // A snapshot has a connection of its own, so that transactions which wait for a key leave it one. Where nobody else
    // can make keys, there is nothing to look for.
    ...(database.isExclusive
      ? {}
      : {
          listDataKeysOutside: () =>
            database.readSnapshot((snapshot) => new SqlDataKeyStore(snapshot).list()),
        }),
  });
}
