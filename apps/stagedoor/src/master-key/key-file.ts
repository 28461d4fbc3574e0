import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
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
  type MasterKey,
  type MasterKeyEditor,
  type MasterKeySource,
  MasterKeyUnavailableError,
  parseMasterKeys,
} from '@stagedoor/platform';
import { describeFailure } from '../read-text-file.js';
import type { World } from '../world.js';
import { addKeyToText, removeKeysFromText, writeKeyText } from './edit-key-text.js';

const KEY_BYTES = 32;
/** Some hundred keys. */
const MAX_FILE_BYTES = 65_536;
/** Neither group nor others. */
const OWNER_ONLY_MASK = 0o077;
const OWNER_ONLY_MODE = 0o600;

/** What a file holds, and whose it is. */
interface FileContent {
  readonly text: string;
  readonly stats: Stats;
}

const isAlreadyThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** Master keys in a file that nobody but its owner can read. */
export class KeyFile implements MasterKeySource, MasterKeyEditor {
  readonly name: string;
  readonly #path: string;
  readonly #world: World;

  private constructor(path: string, world: World) {
    this.#path = resolve(world.cwd, path);
    this.#world = world;
    this.name = `the file ${this.#path}`;
  }

  /** The file at `path`, which is made with a random key where it is missing and `mayMake` says so. */
  static open(path: string, world: World, mayMake: boolean): KeyFile {
    const file = new KeyFile(path, world);
    if (mayMake && !existsSync(file.#path)) file.#make();
    return file;
  }

  get editor(): MasterKeyEditor {
    return this;
  }

  async read(): Promise<readonly MasterKey[]> {
    return parseMasterKeys(this.#read().text, this.name);
  }

  async add(): Promise<void> {
    const { text, stats } = this.#read();
    this.#replace(addKeyToText(text, this.#drawKey(), this.name), stats);
  }

  async remove(ids: readonly string[]): Promise<void> {
    const { text, stats } = this.#read();
    this.#replace(removeKeysFromText(text, ids, this.name), stats);
  }

  #drawKey(): { readonly key: Uint8Array; readonly madeAt: number } {
    return { key: this.#world.randomBytes(KEY_BYTES), madeAt: this.#world.now() };
  }

  #refuse(reason: string): MasterKeyUnavailableError {
    return new MasterKeyUnavailableError(`${this.name} ${reason}`);
  }

  #toError(error: unknown, doing: 'read' | 'written'): unknown {
    if (error instanceof MasterKeyUnavailableError) return error;
    const failure = describeFailure(error);
    if (failure !== 'ENOENT') return this.#refuse(`cannot be ${doing}: ${failure}`);
    return this.#refuse(
      'holds the master key and is not there: put it back, or name another by --master-key-file; for a new platform ' +
        'stagedoor init makes one',
    );
  }

  /** Looks at what it has opened, so that nobody exchanges it in between. */
  #read(): FileContent {
    try {
      const file = openSync(this.#path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const stats = fstatSync(file);
        this.#check(stats);
        return { text: readFileSync(file, 'utf8'), stats };
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw this.#toError(error, 'read');
    }
  }

  #check(stats: Stats): void {
    if (!stats.isFile()) {
      throw this.#refuse(
        'is no regular file; a program that prints a key goes to --master-key-command',
      );
    }
    if (process.platform !== 'win32' && (stats.mode & OWNER_ONLY_MASK) !== 0) {
      throw this.#refuse(`can be read by other users: chmod 600 ${this.#path}`);
    }
    if (stats.size > MAX_FILE_BYTES) {
      throw this.#refuse(`is larger than ${MAX_FILE_BYTES} bytes: it must be another file`);
    }
  }

  /** Where two starts meet, the first one's file stays. */
  #make(): void {
    const text = writeKeyText(this.#drawKey(), this.name);
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      const draft = this.#writeDraft(this.#path, text, undefined);
      try {
        linkSync(draft, this.#path);
      } catch (error) {
        if (!isAlreadyThere(error)) throw error;
      } finally {
        rmSync(draft);
      }
      this.#syncFolder(this.#path);
    } catch (error) {
      throw this.#toError(error, 'written');
    }
  }

  /** The whole new content or the old one, whatever happens; read again, because what follows cannot be undone. */
  #replace(text: string, stats: Stats): void {
    parseMasterKeys(text, this.name);
    try {
      const target = realpathSync(this.#path);
      const draft = this.#writeDraft(target, text, stats);
      try {
        renameSync(draft, target);
      } catch (error) {
        rmSync(draft, { force: true });
        throw error;
      }
      this.#syncFolder(target);
    } catch (error) {
      throw this.#toError(error, 'written');
    }
    if (this.#read().text !== text) throw this.#refuse('was written by another program just now');
  }

  /** Root may do this for the user that the server runs as, who must still be able to read it. */
  #writeDraft(path: string, text: string, owner: Stats | undefined): string {
    const draft = `${path}.${this.#world.randomHex32()}`;
    const file = openSync(draft, 'wx', OWNER_ONLY_MODE);
    try {
      fchmodSync(file, OWNER_ONLY_MODE);
      if (owner !== undefined && owner.uid !== fstatSync(file).uid) {
        fchownSync(file, owner.uid, owner.gid);
      }
      writeFileSync(file, text);
      fsyncSync(file);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
    return draft;
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
