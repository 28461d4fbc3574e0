import { ConfigError } from '../errors.js';
import type { GivenSettings } from './given-setting.js';

/** The ways to say where the master key is. They are one setting: the first source that has one of them decides. */
const WAYS = ['masterKeyFile', 'masterKeyCommand'] as const;

const givesKey = (source: GivenSettings): boolean => WAYS.some((way) => source.has(way));

const withoutKey = (source: GivenSettings): GivenSettings =>
  new Map([...source].filter(([key]) => !WAYS.some((way) => way === key)));

/** What the sources give, those before others first. */
export interface ConfigSources {
  readonly flags: GivenSettings;
  readonly environment: GivenSettings;
  readonly file: GivenSettings;
}

function refuseTwo(source: GivenSettings, keyInEnvironment: boolean): void {
  const names = WAYS.flatMap((way) => source.get(way)?.from ?? []);
  if (keyInEnvironment) names.push('STAGEDOOR_MASTER_KEY');
  if (names.length < 2) return;
  throw new ConfigError(`masterKeyFile and masterKeyCommand: give one of ${names.join(', ')}`);
}

/**
 * The sources in their order, with at most one way to the master key. `keyInEnvironment`: whether the key itself is in
 * `STAGEDOOR_MASTER_KEY`, which is no setting. Throws `config_invalid` where one source has two ways.
 */
export function chooseMasterKey(
  { flags, environment, file }: ConfigSources,
  keyInEnvironment: boolean,
): readonly GivenSettings[] {
  refuseTwo(flags, false);
  if (givesKey(flags)) return [flags, withoutKey(environment), withoutKey(file)];
  refuseTwo(environment, keyInEnvironment);
  const isInEnvironment = givesKey(environment) || keyInEnvironment;
  if (isInEnvironment) return [flags, environment, withoutKey(file)];
  refuseTwo(file, false);
  return [flags, environment, file];
}
