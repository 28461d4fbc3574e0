import { CommandError, FileError } from '../errors.js';
import { readGivenBytes } from '../read-text-file.js';
import type { World } from '../world.js';
import { SettingFileError } from './errors.js';
import type { Reading } from './reloaded.js';

/** Far more than ten thousand projects need. */
const MAX_FILE_BYTES = 4_194_304;

/** A file that a setting names. */
export interface SettingFile {
  readonly setting: string;
  readonly path: string;
}

async function readText({ setting, path }: SettingFile, world: World): Promise<string> {
  try {
    const bytes = await readGivenBytes(path, world, MAX_FILE_BYTES);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof FileError) throw new FileError(`${setting}: ${error.message}`);
    throw new FileError(`${setting}: ${path} is not UTF-8`);
  }
}

const hasCode = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/**
 * What `parse` makes of the text of a file, with the text as the stamp; `before` where the text is still that. Throws `file_unusable`, and what `parse` throws with
 * its code: each names the setting.
 */
export async function readSettingFile<T>(
  file: SettingFile,
  world: World,
  parse: (text: string) => T,
  before?: Reading<T>,
): Promise<Reading<T>> {
  const stamp = await readText(file, world);
  if (stamp === before?.stamp) return before;
  try {
    return { stamp, value: parse(stamp) };
  } catch (error) {
    if (error instanceof CommandError || !hasCode(error)) throw error;
    throw new SettingFileError(`${file.setting}: ${file.path}`, error);
  }
}
