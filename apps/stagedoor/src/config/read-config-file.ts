import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readGivenBytes } from '../read-text-file.js';
import type { World } from '../world.js';
import type { GivenSettings } from './given-setting.js';
import { parseConfigFile } from './parse-config-file.js';
import type { CommandSettings } from './setting-names.js';

const DEFAULT_FILE = 'stagedoor.config.json';
const MAX_FILE_BYTES = 262_144;

/**
 * What the configuration file gives: the one that `--config` or `STAGEDOOR_CONFIG` names must be there, the one in the
 * working folder may be missing. `options` is what commander read. Throws `config_invalid` and `file_unusable`.
 */
export async function readConfigFile(
  options: Readonly<Record<string, unknown>>,
  known: CommandSettings,
  world: World,
): Promise<GivenSettings> {
  const named = options['config'] ?? world.env['STAGEDOOR_CONFIG'];
  if (typeof named !== 'string' && !existsSync(resolve(world.cwd, DEFAULT_FILE))) return new Map();
  const path = typeof named === 'string' ? named : DEFAULT_FILE;
  const bytes = await readGivenBytes(path, world, MAX_FILE_BYTES);
  return parseConfigFile(new TextDecoder().decode(bytes), path, known);
}
