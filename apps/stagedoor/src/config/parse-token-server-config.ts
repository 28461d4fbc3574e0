import type { World } from '../world.js';
import type { GivenSettings } from './given-setting.js';
import { parseSettings } from './parse-settings.js';
import type { TokenServerConfig } from './token-server-config.js';
import { TOKEN_SERVER_SETTINGS } from './token-server-settings.js';

/**
 * The configuration of `stagedoor token-server` that the sources give, those before others first. Throws
 * `config_invalid` and `file_unusable`, each with the key and where its value comes from.
 */
export async function parseTokenServerConfig(
  sources: readonly GivenSettings[],
  world: World,
): Promise<TokenServerConfig> {
  const settings = await parseSettings(sources, TOKEN_SERVER_SETTINGS, world);
  return settings as unknown as TokenServerConfig;
}
