import { ConfigError, FileError } from '../errors.js';
import { readGivenFile } from '../read-text-file.js';
import type { World } from '../world.js';
import type { GivenSetting, GivenSettings } from './given-setting.js';
import type { CommandSettings, NamedSetting } from './setting-names.js';

/** Only the whole line of a file, as editors end it. */
async function readSecretFile(
  { key }: NamedSetting,
  { value, from }: GivenSetting,
  world: World,
): Promise<unknown> {
  try {
    return (await readGivenFile(String(value), world)).trim();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new FileError(`${key} (${from}): ${error.message}`);
  }
}

async function valueOf(
  setting: NamedSetting,
  given: GivenSetting | undefined,
  world: World,
): Promise<unknown> {
  if (given === undefined) return setting.fallback;
  const value = given.isFile ? await readSecretFile(setting, given, world) : given.value;
  if (setting.isMet(value)) return value;
  throw new ConfigError(`${setting.key} (${given.from}) must be ${setting.mustBe}`);
}

/**
 * The settings that the sources give, those before others first; those that have no value are left out. Throws
 * `config_invalid` and `file_unusable`, each with the key and where its value comes from.
 */
export async function parseSettings(
  sources: readonly GivenSettings[],
  { settings }: CommandSettings,
  world: World,
): Promise<Readonly<Record<string, unknown>>> {
  const entries: (readonly [string, unknown])[] = [];
  for (const setting of settings) {
    const given = sources.find((source) => source.has(setting.key))?.get(setting.key);
    const value = await valueOf(setting, given, world);
    if (value !== undefined) entries.push([setting.key, value]);
  }
  return Object.fromEntries(entries);
}
