import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FileError } from '../../errors.js';
import { describeFailure } from '../../read-text-file.js';
import type { World } from '../../world.js';

/** What the file holds. */
export interface CustomerPair {
  readonly customerId: string;
  readonly customerSecret: string;
}

/** Stands where the secret will be, so that the room for it is there. */
const PLACEHOLDER = '0'.repeat(32);

/** Two lines, as a shell and dotenv read them: what the documents call key and secret. */
const writePair = ({ customerId, customerSecret }: CustomerPair): string =>
  `key=${customerId}\nsecret=${customerSecret}\n`;

/**
 * A `key_and_secret.txt` in the making, for its owner alone. It is a draft beside its place until `finish`, which never
 * overwrites anything.
 *
 * A secret that this program draws is in the draft before it is live, so that no crash loses it: call `begin` with both. One
 * that the platform gives out only once is written when it comes; whatever can go wrong with the file is tried before.
 */
export class SecretFile {
  /** As it was given. */
  readonly name: string;
  readonly #path: string;
  readonly #draft: string;

  private constructor(name: string, world: World) {
    this.name = name;
    this.#path = resolve(world.cwd, name);
    this.#draft = `${this.#path}.${world.randomHex32().slice(0, 8)}.part`;
  }

  /**
   * Writes the draft, with a place for the secret where it is not known yet. Throws `file_unusable`, also where the name
   * is taken.
   */
  static begin(
    name: string,
    { customerId, customerSecret = PLACEHOLDER }: { customerId: string; customerSecret?: string },
    world: World,
  ): SecretFile {
    const file = new SecretFile(name, world);
    if (lstatSync(file.#path, { throwIfNoEntry: false }) !== undefined) {
      throw new FileError(`${name} is there already, and is not overwritten: name another file`);
    }
    try {
      file.#write({ customerId, customerSecret }, 'wx');
      file.#syncFolder();
    } catch (error) {
      file.discard();
      throw new FileError(`${name} cannot be written: ${describeFailure(error)}`);
    }
    return file;
  }

  /** Writes the secret that was not known. Throws `file_unusable`: the secret is given out then, and lost. */
  writeSecret(pair: CustomerPair): void {
    try {
      this.#write(pair, 'r+');
    } catch (error) {
      this.discard();
      throw new FileError(
        `${this.name} cannot be written: ${describeFailure(error)}. The secret was given out and is lost; get a new ` +
          `one: stagedoor credential rotate ${pair.customerId}`,
      );
    }
  }

  /** Gives the draft its name. Throws `file_unusable`, which says where the draft is. */
  finish(): void {
    try {
      linkSync(this.#draft, this.#path);
      this.discard();
      this.#syncFolder();
    } catch (error) {
      throw new FileError(
        `${this.name} cannot be made: ${describeFailure(error)}. Customer ID and secret are in ${this.#draft}`,
      );
    }
  }

  /** Where it is until then. */
  get draft(): string {
    return this.#draft;
  }

  /** Removes the draft. */
  discard(): void {
    rmSync(this.#draft, { force: true });
  }

  #write(pair: CustomerPair, flag: 'wx' | 'r+'): void {
    writeFileSync(this.#draft, writePair(pair), { mode: 0o600, flag, flush: true });
  }

  /** Windows opens no folders, and writes names at once. */
  #syncFolder(): void {
    if (process.platform === 'win32') return;
    const folder = openSync(dirname(this.#path), constants.O_RDONLY);
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }
}
