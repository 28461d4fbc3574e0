import { type SettingKey, SETTINGS } from './setting-table.js';
import type { Setting } from './setting.js';

/** One setting with its key. */
export interface NamedSetting extends Setting {
  readonly key: SettingKey;
}

const isKey = (key: string): key is SettingKey => Object.hasOwn(SETTINGS, key);

/** All settings, in the order of the table. */
export const NAMED_SETTINGS: readonly NamedSetting[] = Object.keys(SETTINGS)
  .filter(isKey)
  .map((key) => ({ key, ...SETTINGS[key] }));

/** The name of the flag alone: `--port`. */
export const flagName = ({ flag }: Setting): string => flag.split(' ')[0] ?? flag;

/** The flag that names a file which holds the value: `--database-file`. */
export const fileFlagName = (setting: Setting): string => `${flagName(setting)}-file`;

/** The variable that names a file which holds the value: `STAGEDOOR_DATABASE_URL_FILE`. */
export const fileVariableName = ({ variable }: Setting): string => `${variable}_FILE`;
