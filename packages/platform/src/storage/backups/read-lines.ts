import { createReadStream, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupFileError, BackupInvalidError } from '../errors.js';

/** Far more than a batch of rows comes to: against a file that was made to fill the memory. */
const MAX_LINE_BYTES = 32 * 1024 * 1024;
const NEWLINE = 10;

const invalid = (what: string, cause?: unknown): BackupInvalidError =>
  new BackupInvalidError(`the file is no backup, or was cut or altered: ${what}`, { cause });

function toReadError(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'code' in error) || error instanceof BackupInvalidError) {
    return error;
  }
  const code = String(error.code);
  if (code.startsWith('Z_')) return invalid('it does not unpack', error);
  return new BackupFileError(`${path} cannot be read: ${code}`, { cause: error });
}

/** Puts bytes together to lines. */
class LineSplitter {
  #parts: Uint8Array[] = [];
  #byteLength = 0;

  /** The lines that end in the chunk, without their ends. */
  *split(chunk: Uint8Array): Generator<Buffer> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...this.#parts, chunk.subarray(start, end)]);
      this.#parts = [];
      this.#byteLength = 0;
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
  }

  get isEmpty(): boolean {
    return this.#byteLength === 0;
  }

  #keep(rest: Uint8Array): void {
    this.#byteLength += rest.length;
    if (this.#byteLength > MAX_LINE_BYTES) throw invalid('a line is too long');
    if (rest.length > 0) this.#parts.push(rest);
  }
}

async function* unpackLines(path: string): AsyncGenerator<Buffer> {
  const { size: byteLength } = statSync(path);
  const file = createReadStream(path);
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  const splitter = new LineSplitter();
  try {
    const chunks: AsyncIterable<Uint8Array> = gunzip;
    for await (const chunk of chunks) yield* splitter.split(chunk);
    if (!splitter.isEmpty) throw invalid('the last line has no end');
    // What follows the packed part would otherwise go unseen.
    if (gunzip.bytesWritten !== byteLength) throw invalid('something follows it');
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}

/** The lines of a packed file. Throws `backup_invalid` and `backup_file_unusable`. */
export async function* readLines(path: string): AsyncGenerator<Buffer> {
  try {
    yield* unpackLines(path);
  } catch (error) {
    throw toReadError(error, path);
  }
}
