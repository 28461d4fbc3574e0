import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { FileError } from '../../errors.js';
import { describeFailure } from '../../read-text-file.js';

const OWNER_ONLY = 0o600;

/** A new file that is there as a whole or not at all, and that only its owner can read. */
export class EventFile {
  readonly #path: string;
  readonly #draft: string;
  readonly #descriptor: number;
  #isOpen = true;

  /** Throws `file_unusable`, also where there is such a file. */
  constructor(path: string) {
    this.#path = path;
    this.#draft = `${path}.part`;
    if (existsSync(path)) throw new FileError(`${path} is there already: name another file`);
    try {
      this.#descriptor = openSync(this.#draft, 'wx', OWNER_ONLY);
    } catch (error) {
      throw this.#toError(error);
    }
  }

  /** Throws `file_unusable`. */
  write(text: string): void {
    try {
      // All of it: on a disk that is nearly full, one write may take a part and say nothing.
      writeFileSync(this.#descriptor, text);
    } catch (error) {
      throw this.#toError(error);
    }
  }

  /** Puts it in its place, where nothing came to be meanwhile. Throws `file_unusable`. */
  finish(): void {
    try {
      fsyncSync(this.#descriptor);
      this.#close();
      linkSync(this.#draft, this.#path);
      rmSync(this.#draft);
    } catch (error) {
      throw this.#toError(error);
    }
  }

  /** Leaves nothing of it. */
  discard(): void {
    this.#close();
    rmSync(this.#draft, { force: true });
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#descriptor);
  }

  #toError(error: unknown): FileError {
    return new FileError(`${this.#path} cannot be written: ${describeFailure(error)}`);
  }
}
