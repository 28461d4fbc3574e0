import type { World } from '../world.js';
import { checkConfig } from './check-config.js';
import { chooseMasterKey } from './choose-master-key.js';
import { parseConfig } from './parse-config.js';
import { readConfigFile } from './read-config-file.js';
import { readEnvironment } from './read-environment.js';
import { readFlags } from './read-flags.js';
import type { ServeConfig } from './serve-config.js';
import { SERVE_SETTINGS } from './setting-names.js';

/**
 * The configuration of a server: flags, else the environment, else the file. `options` is what commander read. Throws
 * `config_invalid`, `plain_http_beyond_loopback` and `file_unusable`.
 */
export async function openConfig(
  options: Readonly<Record<string, unknown>>,
  world: World,
): Promise<ServeConfig> {
  const given = {
    flags: readFlags(options, SERVE_SETTINGS),
    environment: readEnvironment(world.env, SERVE_SETTINGS),
    file: await readConfigFile(options, SERVE_SETTINGS, world),
  };
  const hasKey = (world.env['STAGEDOOR_MASTER_KEY'] ?? '').trim() !== '';
  const config = await parseConfig(chooseMasterKey(given, hasKey), world);
  checkConfig(config);
  return config;
}
