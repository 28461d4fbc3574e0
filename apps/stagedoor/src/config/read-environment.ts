import { ConfigError } from '../errors.js';
import type { GivenSetting, GivenSettings } from './given-setting.js';
import { parseSettingText } from './parse-setting-text.js';
import {
  type CommandSettings,
  fileVariableName,
  type NamedSetting,
  SERVE_SETTINGS,
} from './setting-names.js';
import { suggestName } from './suggest-name.js';
import { TOKEN_SERVER_SETTINGS } from './token-server-settings.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What Kubernetes puts into `STAGEDOOR_PORT` beside a service that is called `stagedoor`. */
const SERVICE_LINK = /^tcp:\/\//;

/** Of other commands and parts. */
const OTHER_VARIABLES = [
  'STAGEDOOR_APP_ID',
  'STAGEDOOR_CERTIFICATE',
  'STAGEDOOR_SECONDARY_CERTIFICATE',
  'STAGEDOOR_CONFIG',
  'STAGEDOOR_MASTER_KEY',
];

const variablesOf = ({ settings }: CommandSettings): readonly string[] =>
  settings.flatMap((setting) =>
    setting.isSecret ? [setting.variable, fileVariableName(setting)] : [setting.variable],
  );

/** Of all servers: two of them can share an environment. */
const KNOWN_VARIABLES: ReadonlySet<string> = new Set([
  ...variablesOf(SERVE_SETTINGS),
  ...variablesOf(TOKEN_SERVER_SETTINGS),
  ...OTHER_VARIABLES,
]);

/** Another program's variable may begin with our name; one that is nearly ours is a mistake. */
function refuseMistyped(env: Environment, own: readonly string[]): void {
  // `STAGEDOOR_DATABASE_URL` for `STAGEDOOR_DATABASE`.
  const findLonger = (name: string): string | undefined =>
    own.find((variable) => variable.startsWith(`${name}_`));
  for (const name of Object.keys(env)) {
    if (!name.startsWith('STAGEDOOR_') || KNOWN_VARIABLES.has(name)) continue;
    const meant = suggestName(name, own) ?? findLonger(name);
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
export function readEnvironment(env: Environment, known: CommandSettings): GivenSettings {
  refuseMistyped(env, variablesOf(known));
  return new Map(
    known.settings.flatMap((setting) => {
      const given = readVariable(setting, env);
      return given === undefined ? [] : [[setting.key, given] as const];
    }),
  );
}
