import { SETTINGS } from './setting-table.js';
import type { Setting } from './setting.js';

/** One setting with its key. */
export interface NamedSetting<Key extends string = string> extends Setting {
  readonly key: Key;
}

/** The settings of one command. */
export interface CommandSettings {
  /** As users write it: `stagedoor serve`. */
  readonly command: string;
  /** In the order of the help. */
  readonly settings: readonly NamedSetting[];
}

/** The rows of a table with their keys, in its order. */
export function nameSettings<Key extends string>(
  table: Readonly<Record<Key, Setting>>,
): readonly NamedSetting<Key>[] {
  const isKey = (key: string): key is Key => Object.hasOwn(table, key);
  return Object.keys(table)
    .filter(isKey)
    .map((key) => ({ key, ...table[key] }));
}

/** All settings of `stagedoor serve`. */
export const NAMED_SETTINGS: readonly NamedSetting<keyof typeof SETTINGS>[] =
  nameSettings(SETTINGS);

/** The same, for what reads settings of any command. */
export const SERVE_SETTINGS: CommandSettings = {
  command: 'stagedoor serve',
  settings: NAMED_SETTINGS,
};

/** The name of the flag alone: `--port`. */
export const flagName = ({ flag }: Setting): string => flag.split(' ')[0] ?? flag;

/** The flag that names a file which holds the value: `--database-file`. */
export const fileFlagName = (setting: Setting): string => `${flagName(setting)}-file`;

/** The variable that names a file which holds the value: `STAGEDOOR_DATABASE_URL_FILE`. */
export const fileVariableName = ({ variable }: Setting): string => `${variable}_FILE`;
