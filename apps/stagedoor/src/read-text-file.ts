import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { Socket } from 'node:net';
import { resolve } from 'node:path';
import { FileError } from './errors.js';
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

function decodeText(path: string, content: Uint8Array): string {
  if (content.length > MAX_FILE_BYTES) {
    throw new FileError(`${path} is larger than ${MAX_FILE_BYTES} bytes: it must be another file`);
  }
  return new TextDecoder().decode(content);
}

/** Reads no more than the limit and one byte, whatever size the file claims. */
function readAndClose(path: string, file: number, mayBeRead: (stats: Stats) => boolean): string {
  try {
    if (!mayBeRead(fstatSync(file))) {
      throw new FileError(`${path} is no regular file; pipe the text in and give - instead`);
    }
    const content = new Uint8Array(MAX_FILE_BYTES + 1);
    return decodeText(path, content.subarray(0, readSync(file, content)));
  } finally {
    closeSync(file);
  }
}

/** Reads to the end of what is written, but not for ever, and closes. */
async function readPipe(path: string, file: number, world: World): Promise<string> {
  const signal = world.abortAfter(PIPE_LIMIT_SECONDS);
  const chunks: AsyncIterable<Uint8Array> = new Socket({ fd: file, readable: true, signal });
  let content = new Uint8Array();
  try {
    for await (const chunk of chunks) {
      content = new Uint8Array([...content, ...chunk]);
      if (content.length > MAX_FILE_BYTES) break;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new FileError(
      `${path} is a pipe whose end did not come within ${PIPE_LIMIT_SECONDS} s; see whether its writer waits`,
    );
  }
  return decodeText(path, content);
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
    return readAndClose(path, openWithoutWaiting(path, world), (stats) => stats.isFile());
  } catch (error) {
    throw toFileError(path, error);
  }
}

/**
 * The same for what the user names, which can also be a device, or a pipe as the shell makes it for `<(vault read …)`:
 * its writer has 10 s. Throws `file_unusable`.
 */
export async function readGivenFile(path: string, world: World): Promise<string> {
  try {
    const file = openWithoutWaiting(path, world);
    if (fstatSync(file).isFIFO()) return await readPipe(path, file, world);
    return readAndClose(path, file, (stats) => stats.isFile() || stats.isCharacterDevice());
  } catch (error) {
    throw toFileError(path, error);
  }
}
