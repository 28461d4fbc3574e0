import { type Command, Option } from 'commander';
import type { GivenSetting, GivenSettings } from './given-setting.js';
import { parseSettingText } from './parse-setting-text.js';
import {
  type CommandSettings,
  fileFlagName,
  flagName,
  type NamedSetting,
} from './setting-names.js';

/** The attribute that commander gives a flag. */
const attributeOf = (flag: string): string => new Option(flag).attributeName();

function describeDefault({ fallback }: NamedSetting): string {
  if (typeof fallback !== 'string' && typeof fallback !== 'number') return '';
  return ` (default: ${fallback})`;
}

/** A list may also be given by its flag several times. */
const joinLists = (value: string, earlier: string | undefined): string =>
  earlier === undefined ? value : `${earlier},${value}`;

function addSetting(command: Command, setting: NamedSetting): void {
  const text = `${setting.help}${describeDefault(setting)}`;
  if (setting.form === 'list' || setting.form === 'numbers-by-name') {
    command.option(setting.flag, text, joinLists);
    return;
  }
  command.option(setting.flag, text);
  if (setting.isSecret) {
    command.option(
      `${fileFlagName(setting)} <file>`,
      `file that holds what ${flagName(setting)} takes`,
    );
  }
}

/** Adds a flag for each setting. */
export function addSettingFlags(command: Command, { settings }: CommandSettings): Command {
  for (const setting of settings) addSetting(command, setting);
  return command;
}

function readFlag(
  setting: NamedSetting,
  options: Readonly<Record<string, unknown>>,
): GivenSetting | undefined {
  const given = options[attributeOf(setting.flag)];
  if (given === true) return { value: true, from: flagName(setting) };
  if (typeof given === 'string') {
    return { value: parseSettingText(given, setting.form), from: flagName(setting) };
  }
  const flag = fileFlagName(setting);
  const file = setting.isSecret ? options[attributeOf(flag)] : undefined;
  return typeof file === 'string' ? { value: file, from: flag, isFile: true } : undefined;
}

/** What the command line gives, from the options as commander hands them over. */
export function readFlags(
  options: Readonly<Record<string, unknown>>,
  { settings }: CommandSettings,
): GivenSettings {
  return new Map(
    settings.flatMap((setting) => {
      const given = readFlag(setting, options);
      return given === undefined ? [] : [[setting.key, given] as const];
    }),
  );
}
