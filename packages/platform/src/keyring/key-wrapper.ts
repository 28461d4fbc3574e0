import { createSecretKey, type KeyObject } from 'node:crypto';
import { MasterKeyMissingError, SealedTextInvalidError } from '../errors.js';
import type { SystemSources } from '../domain/system-sources.js';
import { KEY_BYTES, NONCE_BYTES, openBytes, sealBytes } from './aes-gcm.js';
import type { StoredDataKey } from './data-key-store.js';
import type { MasterKey } from './master-key.js';

const ID_BYTES = 4;

const placeOf = (dataKeyId: string): string => `data_keys/${dataKeyId}`;

/** A master key as it is kept in memory: nothing prints a `KeyObject`. */
interface HeldKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Wraps data keys with master keys. */
export class KeyWrapper {
  readonly #sources: SystemSources;
  #held: readonly HeldKey[] = [];

  /** @param masterKeys The first one wraps, the others unwrap. */
  constructor(masterKeys: readonly MasterKey[], sources: SystemSources) {
    this.#sources = sources;
    this.replaceMasterKeys(masterKeys);
  }

  /** Takes these in place of the master keys that it has. Throws `master_key_missing` where there are none. */
  replaceMasterKeys(masterKeys: readonly MasterKey[]): void {
    if (masterKeys.length === 0) throw new MasterKeyMissingError('no master key was given');
    this.#held = masterKeys.map(({ id, key }) => ({ id, key: createSecretKey(key) }));
  }

  /** IDs of the master keys, the one that wraps first. */
  get masterKeyIds(): readonly string[] {
    return this.#held.map(({ id }) => id);
  }

  /** A new random data key, wrapped with the first master key, and active. */
  makeDataKey(): StoredDataKey {
    const { randomBytes, now } = this.#sources;
    const id = Buffer.from(randomBytes(ID_BYTES)).toString('hex');
    const key = randomBytes(KEY_BYTES);
    const wrapping = this.#wrap(id, key);
    key.fill(0);
    return { id, ...wrapping, state: 'active', createdAt: now(), sealCount: 0 };
  }

  /** The data key for use. Throws `master_key_missing`, and `sealed_text_invalid` where its wrapping was changed. */
  unwrap(stored: StoredDataKey): KeyObject {
    const plain = this.#open(stored);
    const key = createSecretKey(plain);
    plain.fill(0);
    return key;
  }

  /** The same data key, wrapped with the first master key. Throws as `unwrap`. */
  rewrap(stored: StoredDataKey): StoredDataKey {
    const plain = this.#open(stored);
    const wrapping = this.#wrap(stored.id, plain);
    plain.fill(0);
    return { ...stored, ...wrapping };
  }

  #wrap(id: string, key: Uint8Array): Pick<StoredDataKey, 'masterKeyId' | 'wrappedKey'> {
    const [master] = this.#held;
    if (master === undefined) throw new MasterKeyMissingError('no master key was given');
    const nonce = this.#sources.randomBytes(NONCE_BYTES);
    const wrapped = sealBytes(key, { key: master.key, nonce, place: placeOf(id) });
    return { masterKeyId: master.id, wrappedKey: wrapped.toString('base64url') };
  }

  #open({ id, masterKeyId, wrappedKey }: StoredDataKey): Buffer {
    const master = this.#held.find((each) => each.id === masterKeyId);
    if (master === undefined) {
      throw new MasterKeyMissingError(
        `data key ${id} is wrapped with master key ${masterKeyId}, which was not given; there is ` +
          this.masterKeyIds.join(', '),
      );
    }
    const place = placeOf(id);
    const plain = openBytes(Buffer.from(wrappedKey, 'base64url'), { key: master.key, place });
    if (plain?.length !== KEY_BYTES) throw new SealedTextInvalidError(place);
    return plain;
  }
}
