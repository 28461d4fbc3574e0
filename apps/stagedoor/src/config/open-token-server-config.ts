import type { World } from '../world.js';
import { checkTokenServerConfig } from './check-token-server-config.js';
import { parseTokenServerConfig } from './parse-token-server-config.js';
import { readConfigFile } from './read-config-file.js';
import { readEnvironment } from './read-environment.js';
import { readFlags } from './read-flags.js';
import type { TokenServerConfig } from './token-server-config.js';
import { TOKEN_SERVER_SETTINGS } from './token-server-settings.js';

/**
 * The configuration of a token server: flags, else the environment, else the file. `options` is what commander read.
 * Throws `config_invalid`, `plain_http_beyond_loopback`, `anonymous_beyond_loopback` and `file_unusable`.
 */
export async function openTokenServerConfig(
  options: Readonly<Record<string, unknown>>,
  world: World,
): Promise<TokenServerConfig> {
  const flags = readFlags(options, TOKEN_SERVER_SETTINGS);
  const environment = readEnvironment(world.env, TOKEN_SERVER_SETTINGS);
  const file = await readConfigFile(options, TOKEN_SERVER_SETTINGS, world);
  const config = await parseTokenServerConfig([flags, environment, file], world);
  checkTokenServerConfig(config);
  return config;
}
