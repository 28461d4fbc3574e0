import { ConfigError } from '../errors.js';
import type { GivenSetting, GivenSettings } from './given-setting.js';
import { parseSettingText } from './parse-setting-text.js';
import { fileVariableName, NAMED_SETTINGS, type NamedSetting } from './setting-names.js';
import { suggestName } from './suggest-name.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What Kubernetes puts into `STAGEDOOR_PORT` beside a service that is called `stagedoor`. */
const SERVICE_LINK = /^tcp:\/\//;

/** Of other commands and parts. */
const OTHER_VARIABLES = [
  'STAGEDOOR_APP_ID',
  'STAGEDOOR_CERTIFICATE',
  'STAGEDOOR_CONFIG',
  'STAGEDOOR_MASTER_KEY',
];

const OWN_VARIABLES: readonly string[] = NAMED_SETTINGS.flatMap((setting) =>
  setting.isSecret ? [setting.variable, fileVariableName(setting)] : [setting.variable],
);

const KNOWN_VARIABLES: ReadonlySet<string> = new Set([...OWN_VARIABLES, ...OTHER_VARIABLES]);

/** `STAGEDOOR_DATABASE_URL` for `STAGEDOOR_DATABASE`. */
const findLonger = (name: string): string | undefined =>
  OWN_VARIABLES.find((variable) => variable.startsWith(`${name}_`));

/** Another program's variable may begin with our name; one that is nearly ours is a mistake. */
function refuseMistyped(env: Environment): void {
  for (const name of Object.keys(env)) {
    if (!name.startsWith('STAGEDOOR_') || KNOWN_VARIABLES.has(name)) continue;
    const meant = suggestName(name, OWN_VARIABLES) ?? findLonger(name);
    if (meant === undefined) continue;
    throw new ConfigError(`there is no variable ${name}: did you mean ${meant}?`);
  }
}

/** A variable that is empty counts as not given, as `docker run -e NAME=` leaves it. */
function textOf(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === undefined || text === '' || SERVICE_LINK.test(text) ? undefined : text;
}

function readVariable(setting: NamedSetting, env: Environment): GivenSetting | undefined {
  const { variable, form, isSecret } = setting;
  const text = textOf(env, variable);
  const fileVariable = fileVariableName(setting);
  const file = isSecret ? textOf(env, fileVariable) : undefined;
  if (text !== undefined && file !== undefined) {
    throw new ConfigError(`${setting.key}: give ${variable} or ${fileVariable}, not both`);
  }
  if (text !== undefined) return { value: parseSettingText(text, form), from: variable };
  return file === undefined ? undefined : { value: file, from: fileVariable, isFile: true };
}

/** What the environment gives. Throws `config_invalid` for a variable that is nearly one of ours. */
export function readEnvironment(env: Environment): GivenSettings {
  refuseMistyped(env);
  return new Map(
    NAMED_SETTINGS.flatMap((setting) => {
      const given = readVariable(setting, env);
      return given === undefined ? [] : [[setting.key, given] as const];
    }),
  );
}
