import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { FileError } from '../errors.js';
import { describeFailure } from '../read-text-file.js';

const MODE = 0o600;
/** Where a process died in the middle of a line, that line is shorter. */
const MAX_LINE_BYTES = 1_048_576;
const LINE_END = 0x0a;
const { O_APPEND, O_CREAT, O_RDWR } = constants;

/** How a file ends. */
export interface FileEnd {
  /** The last line without its end, also where that is missing; undefined in a file that is empty. */
  readonly lastLine: Uint8Array | undefined;
  readonly isWhole: boolean;
}

async function readTail(handle: FileHandle): Promise<Uint8Array> {
  const { size } = await handle.stat();
  const length = Math.min(size, MAX_LINE_BYTES);
  const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, size - length);
  return buffer.subarray(0, bytesRead);
}

function findEnd(tail: Uint8Array): FileEnd {
  if (tail.length === 0) return { lastLine: undefined, isWhole: true };
  const isWhole = tail.at(-1) === LINE_END;
  const lines = isWhole ? tail.subarray(0, -1) : tail;
  return { lastLine: lines.subarray(lines.lastIndexOf(LINE_END) + 1), isWhole };
}

/** A file that is only added to. */
export class AppendFile {
  readonly path: string;
  readonly end: FileEnd;
  readonly #handle: FileHandle;
  readonly #isRegular: boolean;

  private constructor(path: string, end: FileEnd, handle: FileHandle, isRegular: boolean) {
    this.path = path;
    this.end = end;
    this.#handle = handle;
    this.#isRegular = isRegular;
  }

  /** Opens or makes it, for its owner alone. Throws `file_unusable`. */
  static async open(path: string): Promise<AppendFile> {
    try {
      const handle = await open(path, O_APPEND | O_CREAT | O_RDWR, MODE);
      const isRegular = (await handle.stat()).isFile();
      const end = findEnd(isRegular ? await readTail(handle) : new Uint8Array());
      return new AppendFile(path, end, handle, isRegular);
    } catch (error) {
      throw new FileError(`auditFile: ${path} cannot be written: ${describeFailure(error)}`);
    }
  }

  /** Adds some or all of it, and tells how many octets. Rejects where there is no room for any. */
  async append(octets: Uint8Array): Promise<number> {
    return (await this.#handle.write(octets, 0, octets.length)).bytesWritten;
  }

  /** Resolves when what was added is on the disk. */
  async sync(): Promise<void> {
    if (this.#isRegular) await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
