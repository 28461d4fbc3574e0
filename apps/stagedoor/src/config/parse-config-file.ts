import { ConfigError } from '../errors.js';
import type { GivenSetting, GivenSettings } from './given-setting.js';
import type { CommandSettings } from './setting-names.js';
import { suggestName } from './suggest-name.js';

/** For editors. */
const SCHEMA_KEY = '$schema';

function parseObject(text: string, path: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's message has parts of the text, which may be a secret.
    throw new ConfigError(`${path} is not JSON: look for a missing quote or a comma too many`);
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new ConfigError(`${path} must be an object: { "port": 8080 }`);
}

/** What `{ "file": "..." }` names. */
function fileOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) {
    return undefined;
  }
  return 'file' in value && typeof value.file === 'string' ? value.file : undefined;
}

function refuseKey(key: string, path: string, { command, settings }: CommandSettings): ConfigError {
  const meant = suggestName(
    key,
    settings.map((each) => each.key),
  );
  const hint = meant === undefined ? `${command} --help lists all` : `did you mean ${meant}?`;
  return new ConfigError(`${path} has a key ${JSON.stringify(key)} that is unknown: ${hint}`);
}

interface FileEntry {
  readonly key: string;
  readonly value: unknown;
  readonly path: string;
}

function readEntry({ key, value, path }: FileEntry, known: CommandSettings): GivenSetting {
  const setting = known.settings.find((each) => each.key === key);
  if (setting === undefined) throw refuseKey(key, path, known);
  const file = setting.isSecret ? fileOf(value) : undefined;
  return file === undefined ? { value, from: path } : { value: file, from: path, isFile: true };
}

/** What the text of a configuration file gives. Throws `config_invalid`, also for a key that is unknown. */
export function parseConfigFile(text: string, path: string, known: CommandSettings): GivenSettings {
  return new Map(
    Object.entries(parseObject(text, path))
      .filter(([key]) => key !== SCHEMA_KEY)
      .map(([key, value]) => [key, readEntry({ key, value, path }, known)] as const),
  );
}
