import type { ServeConfig } from './serve-config.js';
import { NAMED_SETTINGS } from './setting-names.js';

const REDACTED = '[redacted]';

/** A URL without what it may hold of a name, a password and options. */
function redactUrl(text: string): string {
  if (!URL.canParse(text)) return REDACTED;
  const { protocol, host, pathname, username, password, search } = new URL(text);
  const user = username === '' && password === '' ? '' : `${REDACTED}@`;
  return `${protocol}//${user}${host}${pathname}${search === '' ? '' : `?${REDACTED}`}`;
}

/** All settings as they are in force, without secrets: those without a value are null. */
export function describeConfig(config: ServeConfig): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    NAMED_SETTINGS.map(({ key, isSecret }) => {
      const value: unknown = config[key];
      const isUrl = typeof value === 'string' && (isSecret || key === 'otlpEndpoint');
      return [key, isUrl ? redactUrl(value) : (value ?? null)];
    }),
  );
}
