import { MasterKeyMissingError, SealedTextInvalidError } from '../errors.js';
import type { SystemSources } from '../domain/system-sources.js';
import { NONCE_BYTES, openBytes, sealBytes } from './aes-gcm.js';
import type { Keyring } from './keyring.js';
import type { MasterKey } from './master-key.js';

/** A data key as it is stored. */
export interface StoredDataKey {
  readonly id: string;
  readonly masterKeyId: string;
  readonly wrappedKey: string;
  readonly state: 'active' | 'retired';
  readonly createdAt: number;
}

/** Where data keys are kept. A port. */
export interface DataKeyStore {
  list(): Promise<readonly StoredDataKey[]>;
  /** Adds it; where another has become the active one meanwhile, adds nothing. */
  add(key: StoredDataKey): Promise<void>;
}

const KEY_BYTES = 32;
const ID_BYTES = 4;
const VERSION = 'v1';

/** What an envelope keyring works with. */
export interface EnvelopeKeyringOptions {
  /** The first one wraps; the others still unwrap. */
  readonly masterKeys: readonly MasterKey[];
  readonly dataKeys: DataKeyStore;
  readonly sources: SystemSources;
}

/** Texts sealed with data keys, and these wrapped by a master key. Sealed text: `v1.<data key id>.<base64url>`. */
export class EnvelopeKeyring implements Keyring {
  readonly #options: EnvelopeKeyringOptions;
  readonly #keys = new Map<string, Uint8Array>();
  #activeId: string | undefined;

  private constructor(options: EnvelopeKeyringOptions) {
    this.#options = options;
  }

  /**
   * With all data keys at hand, and one made where there is none. Embedded storage has one connection, so inside a
   * transaction there is no way to read a key.
   */
  static async load(options: EnvelopeKeyringOptions): Promise<EnvelopeKeyring> {
    const keyring = new EnvelopeKeyring(options);
    await keyring.#loadActive();
    return keyring;
  }

  async seal(plaintext: string, place: string): Promise<string> {
    const id = this.#activeId ?? '';
    const key = await this.#keyOf(id);
    const nonce = this.#options.sources.randomBytes(NONCE_BYTES);
    const sealed = sealBytes(Buffer.from(plaintext), { key, nonce, place });
    return `${VERSION}.${id}.${sealed.toString('base64url')}`;
  }

  async open(sealed: string, place: string): Promise<string> {
    const [version, id = '', content = ''] = sealed.split('.');
    if (version !== VERSION) throw new SealedTextInvalidError(place);
    const key = await this.#keyOf(id);
    const plain = openBytes(Buffer.from(content, 'base64url'), { key, place });
    if (plain === undefined) throw new SealedTextInvalidError(place);
    return plain.toString('utf8');
  }

  async #keyOf(id: string): Promise<Uint8Array> {
    if (!this.#keys.has(id)) await this.#load();
    const key = this.#keys.get(id);
    if (key === undefined) throw new MasterKeyMissingError(`data key ${id} cannot be unwrapped`);
    return key;
  }

  async #loadActive(): Promise<void> {
    await this.#load();
    if (this.#activeId === undefined) {
      await this.#options.dataKeys.add(this.#makeDataKey());
      await this.#load();
    }
    if (this.#activeId === undefined) throw new MasterKeyMissingError('no data key is active');
  }

  async #load(): Promise<void> {
    const { masterKeys, dataKeys } = this.#options;
    for (const { id, masterKeyId, wrappedKey, state } of await dataKeys.list()) {
      const master = masterKeys.find((each) => each.id === masterKeyId);
      if (master === undefined) continue;
      const wrapped = Buffer.from(wrappedKey, 'base64url');
      const key = openBytes(wrapped, { key: master.key, place: `data_keys/${id}` });
      if (key === undefined) throw new SealedTextInvalidError(`data_keys/${id}`);
      this.#keys.set(id, key);
      if (state === 'active') this.#activeId = id;
    }
  }

  #makeDataKey(): StoredDataKey {
    const { masterKeys, sources } = this.#options;
    const [master] = masterKeys;
    if (master === undefined) throw new MasterKeyMissingError('there is no master key');
    const id = Buffer.from(sources.randomBytes(ID_BYTES)).toString('hex');
    const wrapped = sealBytes(sources.randomBytes(KEY_BYTES), {
      key: master.key,
      nonce: sources.randomBytes(NONCE_BYTES),
      place: `data_keys/${id}`,
    });
    return {
      id,
      masterKeyId: master.id,
      wrappedKey: wrapped.toString('base64url'),
      state: 'active',
      createdAt: sources.now(),
    };
  }
}
