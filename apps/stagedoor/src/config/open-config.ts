import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readGivenBytes } from '../read-text-file.js';
import type { World } from '../world.js';
import { checkConfig } from './check-config.js';
import { chooseMasterKey } from './choose-master-key.js';
import type { GivenSettings } from './given-setting.js';
import { parseConfig } from './parse-config.js';
import { parseConfigFile } from './parse-config-file.js';
import { readEnvironment } from './read-environment.js';
import { readFlags } from './read-flags.js';
import type { ServeConfig } from './serve-config.js';

const DEFAULT_FILE = 'stagedoor.config.json';
const MAX_FILE_BYTES = 262_144;

/** The file that is named must be there; the one in the working folder may be missing. */
async function readConfigFile(named: string | undefined, world: World): Promise<GivenSettings> {
  if (named === undefined && !existsSync(resolve(world.cwd, DEFAULT_FILE))) return new Map();
  const path = named ?? DEFAULT_FILE;
  const bytes = await readGivenBytes(path, world, MAX_FILE_BYTES);
  return parseConfigFile(new TextDecoder().decode(bytes), path);
}

/**
 * The configuration of a server: flags, else the environment, else the file. `options` is what commander read. Throws
 * `config_invalid`, `plain_http_beyond_loopback` and `file_unusable`.
 */
export async function openConfig(
  options: Readonly<Record<string, unknown>>,
  world: World,
): Promise<ServeConfig> {
  const named = options['config'] ?? world.env['STAGEDOOR_CONFIG'];
  const file = await readConfigFile(typeof named === 'string' ? named : undefined, world);
  const given = { flags: readFlags(options), environment: readEnvironment(world.env), file };
  const hasKey = (world.env['STAGEDOOR_MASTER_KEY'] ?? '').trim() !== '';
  const config = await parseConfig(chooseMasterKey(given, hasKey), world);
  checkConfig(config);
  return config;
}
