import type { CommandSettings } from './setting-names.js';

const REDACTED = '[redacted]';

/** A URL without what it may hold of a name, a password and options. */
function redactUrl(text: string): string {
  if (!URL.canParse(text)) return REDACTED;
  const { protocol, host, pathname, username, password, search } = new URL(text);
  const user = username === '' && password === '' ? '' : `${REDACTED}@`;
  return `${protocol}//${user}${host}${pathname}${search === '' ? '' : `?${REDACTED}`}`;
}

/** A command line without its arguments, which may have a token of the key service. */
function redactArguments(text: string): string {
  const [program = '', ...rest] = text.trim().split(/\s+/);
  if (program.startsWith('[')) return REDACTED;
  return rest.length === 0 ? program : `${program} ${REDACTED}`;
}

/** All settings as they are in force, without secrets: those without a value are null. */
export function describeConfig(
  config: object,
  { settings }: CommandSettings,
): Readonly<Record<string, unknown>> {
  const values = new Map<string, unknown>(Object.entries(config));
  return Object.fromEntries(
    settings.map(({ key, isSecret }) => {
      const value = values.get(key);
      if (typeof value !== 'string') return [key, value ?? null];
      if (key === 'masterKeyCommand') return [key, redactArguments(value)];
      return [key, isSecret || key === 'otlpEndpoint' ? redactUrl(value) : value];
    }),
  );
}
