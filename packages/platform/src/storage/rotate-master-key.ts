import { MasterKeyInUseError, MasterKeyNotRotatableError } from '../keyring/errors.js';
import type { EnvelopeKeyring } from '../keyring/envelope-keyring.js';
import type { Database } from './database.js';
import { SqlDataKeyStore } from './sql-data-key-store.js';

/** What a rotation did. */
export interface MasterKeyRotation {
  /** The master key that wraps from now on. */
  readonly masterKeyId: string;
  /** Whether it was made just now; otherwise it was there already, as after a rotation that broke off. */
  readonly isNew: boolean;
  /** How many data keys were wrapped anew. */
  readonly rewrapped: number;
  /** Master keys that wrap nothing any more and are still there. */
  readonly unusedMasterKeyIds: readonly string[];
  /** Where master keys come from. */
  readonly source: string;
}

/** Changing keys, on one database with the keyring that works on it. */
export interface KeyStorage {
  readonly database: Database;
  readonly keyring: EnvelopeKeyring;
}

const nameOf = (keyring: EnvelopeKeyring): string =>
  keyring.masterKeySource?.name ?? 'the source of the master key';

/** With the master keys as their source has them now, while nobody else rotates any. */
function withLockedKeys<T>(
  { database, keyring }: KeyStorage,
  work: (keyring: EnvelopeKeyring, store: SqlDataKeyStore) => Promise<T>,
): Promise<T> {
  return keyring.inTurn(async () => {
    // Outside of the transaction, because a program may take its time.
    await keyring.reloadMasterKeys();
    return database.transact(async (transaction) => {
      const store = new SqlDataKeyStore(transaction);
      await store.lock();
      // Another process may have written the file while this one waited.
      if (keyring.masterKeySource?.editor !== undefined) await keyring.reloadMasterKeys();
      return work(keyring, store);
    });
  });
}

/** Puts a new master key in front where the first one already wraps everything. Gives whether it did. */
async function ensureNewerKey(keyring: EnvelopeKeyring, store: SqlDataKeyStore): Promise<boolean> {
  const [first] = keyring.wrapper.masterKeyIds;
  const stored = await store.list();
  if (stored.some(({ masterKeyId }) => masterKeyId !== first)) return false;
  const editor = keyring.masterKeySource?.editor;
  if (editor === undefined) throw new MasterKeyNotRotatableError(nameOf(keyring));
  await editor.add();
  await keyring.reloadMasterKeys();
  return true;
}

async function rewrapAll(keyring: EnvelopeKeyring, store: SqlDataKeyStore): Promise<number> {
  const [first] = keyring.wrapper.masterKeyIds;
  const old = (await store.list()).filter(({ masterKeyId }) => masterKeyId !== first);
  for (const each of old) await store.rewrap(each, keyring.wrapper.rewrap(each));
  return old.length;
}

/**
 * Wraps all data keys with a new master key; servers go on meanwhile, because no data key changes. Where the first master
 * key does not wrap everything yet, it is taken, and none is made: so a rotation that broke off is ended by the next one,
 * and so keys from the environment are rotated. With `isPreparing` the new key is made and nothing is wrapped with it.
 *
 * At every moment the source has all keys that anything is wrapped with: the new one is there to stay before the first
 * data key is wrapped, and none is removed. Throws `master_key_not_rotatable`, `master_key_missing` and what the source
 * throws.
 */
export async function rotateMasterKey(
  storage: KeyStorage,
  { isPreparing }: { readonly isPreparing: boolean },
): Promise<MasterKeyRotation> {
  let isNew = false;
  return withLockedKeys(storage, async (keyring, store) => {
    isNew = (await ensureNewerKey(keyring, store)) || isNew;
    const rewrapped = isPreparing ? 0 : await rewrapAll(keyring, store);
    const [masterKeyId = '', ...others] = keyring.wrapper.masterKeyIds;
    const used = new Set((await store.list()).map((each) => each.masterKeyId));
    const unusedMasterKeyIds = others.filter((id) => !used.has(id));
    return { masterKeyId, isNew, rewrapped, unusedMasterKeyIds, source: nameOf(keyring) };
  });
}

/** What was removed from a source of master keys, or can be. */
export interface MasterKeyPruning {
  readonly removed: readonly string[];
  /** Those that nothing needs, in a source that only others can change. */
  readonly removable: readonly string[];
  readonly source: string;
}

/**
 * Removes all master keys but the first from their source. Removes none while a data key is wrapped with one of them:
 * throws `master_key_in_use`.
 */
export async function pruneMasterKeys(storage: KeyStorage): Promise<MasterKeyPruning> {
  return withLockedKeys(storage, async (keyring, store) => {
    const [, ...old] = keyring.wrapper.masterKeyIds;
    const used = new Set((await store.list()).map(({ masterKeyId }) => masterKeyId));
    const needed = old.filter((id) => used.has(id));
    if (needed.length > 0) throw new MasterKeyInUseError(needed);
    const source = nameOf(keyring);
    const editor = keyring.masterKeySource?.editor;
    if (editor === undefined) return { removed: [], removable: old, source };
    if (old.length > 0) await editor.remove(old);
    await keyring.reloadMasterKeys();
    return { removed: old, removable: [], source };
  });
}
