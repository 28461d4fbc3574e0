import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { Socket } from 'node:net';
import { resolve } from 'node:path';
import { FileError } from './errors.js';
import { joinChunks } from './join-chunks.js';
import type { World } from './world.js';

/** What the operating system says of a failure, without the path, which the caller names. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
}

/** What a certificate looks like, and few file names do. */
const HEX_32 = /^[0-9a-f]{32}$/i;

/** Far more than a certificate or a project needs. */
const MAX_FILE_BYTES = 4096;

/** How long the program at the other end of a pipe may take. */
const PIPE_LIMIT_SECONDS = 10;

/** Opens without waiting: a pipe that nobody writes to would otherwise never open. */
function openWithoutWaiting(path: string, world: World): number {
  return openSync(resolve(world.cwd, path), constants.O_RDONLY | constants.O_NONBLOCK);
}

/** A file that is to be read. */
interface NamedFile {
  readonly path: string;
  readonly maxBytes: number;
}

function checkSize({ path, maxBytes }: NamedFile, byteLength: number): void {
  if (byteLength <= maxBytes) return;
  throw new FileError(`${path} is larger than ${maxBytes} bytes: it must be another file`);
}

/** Reads until the place is full or the file ends: one read may bring less. */
function readInto(file: number, content: Uint8Array): Uint8Array {
  let length = 0;
  while (length < content.length) {
    const count = readSync(file, content, length, content.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return content.subarray(0, length);
}

/** Reads no more than the limit and one byte, whatever size the file claims. */
function readAndClose(
  named: NamedFile,
  file: number,
  mayBeRead: (stats: Stats) => boolean,
): Uint8Array {
  try {
    if (!mayBeRead(fstatSync(file))) {
      throw new FileError(`${named.path} is no regular file; pipe the text in and give - instead`);
    }
    const content = readInto(file, new Uint8Array(named.maxBytes + 1));
    checkSize(named, content.length);
    return content;
  } finally {
    closeSync(file);
  }
}

/** Reads to the end of what is written, but not for ever, and closes. */
async function readPipe(named: NamedFile, file: number, world: World): Promise<Uint8Array> {
  const { path, maxBytes } = named;
  const signal = world.abortAfter(PIPE_LIMIT_SECONDS);
  const stream: AsyncIterable<Uint8Array> = new Socket({ fd: file, readable: true, signal });
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      byteLength += chunk.length;
      if (byteLength > maxBytes) break;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new FileError(
      `${path} is a pipe whose end did not come within ${PIPE_LIMIT_SECONDS} s; see whether its writer waits`,
    );
  }
  checkSize(named, byteLength);
  return joinChunks(chunks);
}

function toFileError(path: string, error: unknown): FileError {
  if (error instanceof FileError) return error;
  return new FileError(
    HEX_32.test(path)
      ? 'no file has that name; it looks like the certificate itself: use --certificate'
      : `${path} cannot be read: ${describeFailure(error)}`,
  );
}

/** The text of a regular file of at most 4 KiB, its path relative to the working folder. Throws `file_unusable`. */
export function readTextFile(path: string, world: World): string {
  try {
    const file = openWithoutWaiting(path, world);
    const named = { path, maxBytes: MAX_FILE_BYTES };
    return new TextDecoder().decode(readAndClose(named, file, (stats) => stats.isFile()));
  } catch (error) {
    throw toFileError(path, error);
  }
}

/**
 * The octets of a file that the user names, of at most `maxBytes`. It can also be a device, or a pipe as the shell makes
 * it for `<(vault read …)`: its writer has 10 s. Throws `file_unusable`.
 */
export async function readGivenBytes(
  path: string,
  world: World,
  maxBytes: number,
): Promise<Uint8Array> {
  const named = { path, maxBytes };
  try {
    const file = openWithoutWaiting(path, world);
    if (fstatSync(file).isFIFO()) return await readPipe(named, file, world);
    return readAndClose(named, file, (stats) => stats.isFile() || stats.isCharacterDevice());
  } catch (error) {
    throw toFileError(path, error);
  }
}

/** The same as text, of at most 4 KiB, as a certificate or a secret is. Throws `file_unusable`. */
export async function readGivenFile(path: string, world: World): Promise<string> {
  return new TextDecoder().decode(await readGivenBytes(path, world, MAX_FILE_BYTES));
}
