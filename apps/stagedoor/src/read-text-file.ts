import { readFileSync } from 'node:fs';
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

/** The text of a file, its path relative to the working folder. Throws `file_unusable`. */
export function readTextFile(path: string, world: World): string {
  try {
    return readFileSync(resolve(world.cwd, path), 'utf8');
  } catch (error) {
    if (HEX_32.test(path)) {
      throw new FileError(
        'no file has that name; it looks like the certificate itself: use --certificate',
      );
    }
    throw new FileError(`${path} cannot be read: ${describeFailure(error)}`);
  }
}
