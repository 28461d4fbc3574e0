import type { KeyObject } from 'node:crypto';
import { MasterKeyMissingError, SealedTextInvalidError } from '../errors.js';
import type { SystemSources } from '../domain/system-sources.js';
import { KEY_BYTES, MAX_SEALS_OF_KEY, NONCE_BYTES, openBytes, sealBytes } from './aes-gcm.js';
import type { DataKeyStore, StoredDataKey } from './data-key-store.js';
import { DataKeyExhaustedError } from './errors.js';
import { KeyWrapper } from './key-wrapper.js';
import type { Keyring } from './keyring.js';
import type { MasterKey, MasterKeySource } from './master-key.js';

/** Sealed text: version, ID of the data key, and in base64url nonce, encrypted bytes and tag. */
const SEALED = /^v1\.(?<id>[0-9a-f]{8})\.(?<content>[\w-]+)$/;
/** Far below what is allowed: what processes sealed that were killed is not counted. */
const ROTATE_AFTER_SEALS: number = 2 ** 28;
/** Seals of which a killed process may lose count. */
const REPORT_AFTER_SEALS: number = 2 ** 16;

/** What an envelope keyring works with. */
export interface EnvelopeKeyringOptions {
  /** The first one wraps; the others still unwrap. */
  readonly masterKeys: readonly MasterKey[];
  /** Where they come from, so that they can be read again and rotated. */
  readonly masterKeySource?: MasterKeySource;
  /** On a connection outside of every transaction. */
  readonly dataKeys: DataKeyStore;
  readonly sources: SystemSources;
  /**
   * Lists data keys where other processes may make some: an unknown one is looked for so. Texts are opened inside
   * transactions, so this must not wait for a connection that a transaction may have.
   */
  readonly listDataKeysOutside?: () => Promise<readonly StoredDataKey[]>;
  /** Texts that a data key seals before another one is made: 2^28, unless a test says less. */
  readonly rotateAfterSeals?: number;
}

/** Texts sealed with data keys, and these wrapped by a master key. Sealed text: `v1.<data key id>.<base64url>`. */
export class EnvelopeKeyring implements Keyring {
  readonly #options: EnvelopeKeyringOptions;
  readonly #wrapper: KeyWrapper;
  readonly #keys = new Map<string, KeyObject>();
  /** Data keys whose master key is not there: why they cannot be had. */
  readonly #locked = new Map<string, MasterKeyMissingError>();
  /** Seals that were not reported yet, by data key. */
  readonly #unreported = new Map<string, number>();
  #active: StoredDataKey | undefined;
  #refreshing: Promise<void> | undefined;
  #looking: Promise<void> | undefined;
  /** What changes the active key, one after the other. */
  #turns: Promise<unknown> = Promise.resolve();

  private constructor(options: EnvelopeKeyringOptions) {
    this.#options = options;
    this.#wrapper = new KeyWrapper(options.masterKeys, options.sources);
  }

  /**
   * With all data keys at hand, and one made where there is none. Embedded storage has one connection, so inside a
   * transaction there is no way to read a key. Throws `master_key_missing`, which names the key, and `sealed_text_invalid`.
   */
  static async load(options: EnvelopeKeyringOptions): Promise<EnvelopeKeyring> {
    const keyring = new EnvelopeKeyring(options);
    await keyring.refresh();
    return keyring;
  }

  /** The data key that seals now. */
  get activeDataKeyId(): string {
    return this.#active?.id ?? '';
  }

  /** Wraps data keys. */
  get wrapper(): KeyWrapper {
    return this.#wrapper;
  }

  /** Where master keys come from, where that is known. */
  get masterKeySource(): MasterKeySource | undefined {
    return this.#options.masterKeySource;
  }

  async seal(plaintext: string, place: string): Promise<string> {
    const active = this.#takeActive();
    const key = this.#keys.get(active.id);
    if (key === undefined) throw new MasterKeyMissingError('no data key is active');
    const nonce = this.#options.sources.randomBytes(NONCE_BYTES);
    const sealed = sealBytes(Buffer.from(plaintext), { key, nonce, place });
    return `v1.${active.id}.${sealed.toString('base64url')}`;
  }

  sealNewKey(place: string): Promise<string> {
    const key = Buffer.from(this.#options.sources.randomBytes(KEY_BYTES));
    return this.seal(key.toString('base64url'), place);
  }

  async open(sealed: string, place: string): Promise<string> {
    const { id = '', content = '' } = SEALED.exec(sealed)?.groups ?? {};
    const key = id === '' ? undefined : await this.#findKey(id);
    if (key === undefined) throw new SealedTextInvalidError(place);
    const plain = openBytes(Buffer.from(content, 'base64url'), { key, place });
    if (plain === undefined) throw new SealedTextInvalidError(place);
    const text = plain.toString('utf8');
    plain.fill(0);
    return text;
  }

  /**
   * Reports what was sealed, takes data keys that others have made or rotated, and makes a new one where the active one has
   * sealed enough. To be called now and then, and at the end; never inside a transaction.
   */
  refresh(): Promise<void> {
    this.#refreshing ??= this.inTurn(() => this.#refresh()).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Reads the master keys again, where it is known from where. */
  async reloadMasterKeys(): Promise<void> {
    const { masterKeySource } = this.#options;
    if (masterKeySource === undefined) return;
    this.#wrapper.replaceMasterKeys(await masterKeySource.read());
  }

  /**
   * Makes a new data key and seals with it from now on; gives its ID. The one before still opens. Where another process
   * has rotated it meanwhile, takes that one's. Never inside a transaction.
   */
  rotateDataKey(): Promise<string> {
    return this.inTurn(async () => {
      await this.#replaceActive(this.activeDataKeyId);
      await this.#load();
      return this.activeDataKeyId;
    });
  }

  /** Does `work` while this process makes no data key and takes none. It must not wait for another turn. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turns.then(work);
    this.#turns = result.catch(() => undefined);
    return result;
  }

  async #refresh(): Promise<void> {
    const { dataKeys, rotateAfterSeals = ROTATE_AFTER_SEALS } = this.#options;
    await this.#report();
    if (!(await this.#load())) {
      await dataKeys.add(this.#wrapper.makeDataKey());
      await this.#load();
    }
    const { id, sealCount } = this.#takeLoaded();
    if (sealCount >= rotateAfterSeals) {
      await this.#replaceActive(id);
      await this.#load();
    }
  }

  /** Between the two steps none is active, and whoever comes then adds one: so does the second step, or finds it done. */
  async #replaceActive(id: string): Promise<void> {
    const { dataKeys } = this.#options;
    const made = this.#wrapper.makeDataKey();
    await dataKeys.retire(id);
    await dataKeys.add(made);
  }

  async #report(): Promise<void> {
    for (const [id, count] of this.#unreported) {
      this.#unreported.delete(id);
      try {
        await this.#options.dataKeys.addSeals(id, count);
      } catch (error) {
        this.#unreported.set(id, count + (this.#unreported.get(id) ?? 0));
        throw error;
      }
    }
  }

  /** Counts a use of the active key. */
  #takeActive(): StoredDataKey {
    const active = this.#takeLoaded();
    const unreported = this.#unreported.get(active.id) ?? 0;
    if (active.sealCount + unreported >= MAX_SEALS_OF_KEY) {
      throw new DataKeyExhaustedError(active.id);
    }
    this.#unreported.set(active.id, unreported + 1);
    if (unreported > 0 && unreported % REPORT_AFTER_SEALS === 0) {
      // Not awaited, because embedded storage may be in a transaction. What fails is reported with the next ones.
      void this.refresh().catch(() => undefined);
    }
    return active;
  }

  #takeLoaded(): StoredDataKey {
    if (this.#active === undefined) throw new MasterKeyMissingError('no data key is active');
    return this.#active;
  }

  async #findKey(id: string): Promise<KeyObject | undefined> {
    if (!this.#keys.has(id)) await this.#lookFor(id);
    const locked = this.#locked.get(id);
    if (locked !== undefined) throw locked;
    return this.#keys.get(id);
  }

  /** A look that had begun before may have come too early for it. */
  async #lookFor(id: string): Promise<void> {
    await this.#lookOutside();
    if (!this.#keys.has(id)) await this.#lookOutside();
  }

  async #lookOutside(): Promise<void> {
    const { listDataKeysOutside: list } = this.#options;
    if (list === undefined) return;
    this.#looking ??= list()
      .then((stored) => this.#takeKeys(stored))
      .finally(() => {
        this.#looking = undefined;
      });
    await this.#looking;
  }

  /** Gives whether one is active; where none is, the one before goes on sealing. */
  async #load(): Promise<boolean> {
    const stored = await this.#options.dataKeys.list();
    await this.#takeKeys(stored);
    const active = stored.find(({ state }) => state === 'active');
    if (active === undefined) return false;
    const locked = this.#locked.get(active.id);
    if (locked !== undefined) throw locked;
    this.#active = active;
    return true;
  }

  async #takeKeys(stored: readonly StoredDataKey[]): Promise<void> {
    for (const each of stored) this.#take(each);
    if (this.#locked.size === 0) return;
    // Another process may have wrapped it with a master key that came after this one's start.
    await this.reloadMasterKeys();
    for (const each of stored) this.#take(each);
  }

  #take(stored: StoredDataKey): void {
    const { id } = stored;
    if (this.#keys.has(id)) return;
    try {
      this.#keys.set(id, this.#wrapper.unwrap(stored));
      this.#locked.delete(id);
    } catch (error) {
      if (!(error instanceof MasterKeyMissingError)) throw error;
      this.#locked.set(id, error);
    }
  }
}
