import {
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  ApiKeyNotFoundError,
  ApiKeysInvalidError,
  parseApiKeys,
  rotateApiKey,
  type RotateApiKeyOptions,
  type StoredApiKey,
  writeApiKeys,
} from '@stagedoor/token-server';
import { AdministrationError, CommandError, FileError } from '../../errors.js';
import { describeFailure } from '../../read-text-file.js';
import type { World } from '../../world.js';
import type { ApiKeyStore, GivenApiKey } from './api-key-store.js';

/** Some ten thousand keys. */
const MAX_FILE_BYTES = 8_388_608;
const OWNER_ONLY_MODE = 0o600;

type Keys = readonly StoredApiKey[];

/** What a file holds, and whose it is. */
interface FileContent {
  readonly keys: Keys;
  /** Undefined where there is no file yet. */
  readonly stats: Stats | undefined;
}

/**
 * API keys in a JSON file that nobody but its owner can read. The new content is written beside it, to a file that also tells
 * other commands to wait, and then takes its place: whoever reads has all of the old content or all of the new.
 */
export class ApiKeyFile implements ApiKeyStore {
  readonly #name: string;
  readonly #path: string;

  /** `name`: its path, relative to the working folder. */
  constructor(name: string, world: World) {
    this.#name = name;
    this.#path = resolve(world.cwd, name);
  }

  async list(): Promise<Keys> {
    return this.#read().keys;
  }

  async add(key: StoredApiKey): Promise<void> {
    this.#edit((keys) => [...keys, key], { mayMake: true });
  }

  async rotate(keyId: string, options: RotateApiKeyOptions): Promise<GivenApiKey> {
    let key = '';
    const kept = this.#change(keyId, (found) => {
      const rotated = rotateApiKey(found, options);
      key = rotated.key;
      return rotated.stored;
    });
    return { key, kept };
  }

  async setDisabled(keyId: string, disabled: boolean): Promise<StoredApiKey> {
    return this.#change(keyId, (found) => ({ ...found, disabled }));
  }

  async remove(keyId: string): Promise<StoredApiKey> {
    const removed = pick(this.#read().keys, keyId);
    this.#edit((keys) => {
      const found = pick(keys, keyId);
      return keys.filter((key) => key !== found);
    });
    return removed;
  }

  /** Returns what `change` has made of the key. */
  #change(keyId: string, change: (key: StoredApiKey) => StoredApiKey): StoredApiKey {
    const edited = this.#edit((keys) => {
      const found = pick(keys, keyId);
      return keys.map((key) => (key === found ? change(key) : key));
    });
    return pick(edited, keyId);
  }

  #refuse(reason: string): FileError {
    return new FileError(`${this.#name} ${reason}`);
  }

  #toError(error: unknown, doing: 'read' | 'written'): unknown {
    if (error instanceof ApiKeysInvalidError) {
      return new AdministrationError(error.code, `${this.#name}: ${error.message}`);
    }
    if (error instanceof CommandError) return error;
    if (!(error instanceof Error && 'syscall' in error)) return error;
    const failure = describeFailure(error);
    return failure === 'ENOENT'
      ? this.#refuse('is not there; stagedoor api-key create makes it, in a folder that is there')
      : this.#refuse(`cannot be ${doing}: ${failure}`);
  }

  /** Looks at what it has opened, so that nobody exchanges it in between. */
  #read(): FileContent {
    try {
      const file = openSync(this.#path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const stats = fstatSync(file);
        if (!stats.isFile()) throw this.#refuse('is no regular file');
        if (stats.size > MAX_FILE_BYTES)
          throw this.#refuse('is too large to be a file of API keys');
        return { keys: parseApiKeys(this.#parseJson(readFileSync(file, 'utf8'))), stats };
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw this.#toError(error, 'read');
    }
  }

  #parseJson(text: string): unknown {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw this.#refuse('is no JSON; it must be { "version": 1, "keys": [ … ] }');
    }
  }

  /** Returns the keys as they are then. */
  #edit(edit: (keys: Keys) => Keys, { mayMake = false } = {}): Keys {
    const target = existsSync(this.#path) ? realpathSync(this.#path) : this.#path;
    const draft = `${target}.lock`;
    const file = this.#openDraft(draft);
    try {
      const isNew = mayMake && !existsSync(target);
      const { keys, stats } = isNew ? { keys: [], stats: undefined } : this.#read();
      const edited = edit(keys);
      this.#write(file, writeApiKeys(edited), stats);
      renameSync(draft, target);
      this.#syncFolder(target);
      return edited;
    } catch (error) {
      rmSync(draft, { force: true });
      throw this.#toError(error, 'written');
    } finally {
      closeSync(file);
    }
  }

  #openDraft(draft: string): number {
    try {
      return openSync(draft, 'wx', OWNER_ONLY_MODE);
    } catch (error) {
      if (describeFailure(error) !== 'EEXIST') throw this.#toError(error, 'written');
      throw this.#refuse(
        `is being changed by another command; if none is at work, one was cut off: remove ${draft}`,
      );
    }
  }

  /** Root may do this for the user that the server runs as, who must still be able to read it. */
  #write(file: number, text: string, owner: Stats | undefined): void {
    if (owner !== undefined && owner.uid !== fstatSync(file).uid) {
      fchownSync(file, owner.uid, owner.gid);
    }
    writeFileSync(file, text);
    fsyncSync(file);
  }

  /** Windows opens no folders, and writes names at once. */
  #syncFolder(path: string): void {
    if (process.platform === 'win32') return;
    const folder = openSync(dirname(path), constants.O_RDONLY);
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }
}

function pick(keys: Keys, keyId: string): StoredApiKey {
  const found = keys.find(({ id }) => id === keyId);
  if (found === undefined) throw new ApiKeyNotFoundError(keyId);
  return found;
}
