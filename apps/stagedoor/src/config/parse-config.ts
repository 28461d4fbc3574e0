import type { World } from '../world.js';
import type { GivenSettings } from './given-setting.js';
import { parseSettings } from './parse-settings.js';
import type { ServeConfig } from './serve-config.js';
import { SERVE_SETTINGS } from './setting-names.js';

/**
 * The configuration of `stagedoor serve` that the sources give, those before others first. Throws `config_invalid` and
 * `file_unusable`, each with the key and where its value comes from.
 */
export async function parseConfig(
  sources: readonly GivenSettings[],
  world: World,
): Promise<ServeConfig> {
  return (await parseSettings(sources, SERVE_SETTINGS, world)) as unknown as ServeConfig;
}
