import { ConfigError } from '../errors.js';
import type { World } from '../world.js';
import { readSettingFile, type SettingFile } from './read-setting-file.js';
import type { Reading } from './reloaded.js';

function parseJson(text: string, { setting, path }: SettingFile): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message has parts of the text, which may be a secret.
    throw new ConfigError(
      `${setting}: ${path} is not JSON: look for a missing quote or a comma too many`,
    );
  }
}

/**
 * What `parse` makes of the JSON of a file, with its text as the stamp; `before` where the text is still that. Throws `file_unusable` and `config_invalid`, and
 * what `parse` throws with its code: each names the setting.
 */
export const readJsonFile = <T>(
  file: SettingFile,
  world: World,
  parse: (document: unknown) => T,
  before?: Reading<T>,
): Promise<Reading<T>> =>
  readSettingFile(file, world, (text) => parse(parseJson(text, file)), before);
