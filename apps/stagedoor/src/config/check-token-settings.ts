import { ConfigError } from '../errors.js';
import type { ServeConfig } from './serve-config.js';

/** The settings of servers that issue tokens. */
type TokenSettings = Pick<ServeConfig, 'allowedOrigins' | 'tokenRateLimits'>;

/** What `tokenRateLimits` can limit. */
const LIMITS: readonly string[] = ['caller', 'user', 'unproven'];

function checkOrigins({ allowedOrigins = [] }: TokenSettings): void {
  if (!allowedOrigins.includes('*') || allowedOrigins.length === 1) return;
  throw new ConfigError('allowedOrigins has * beside others: give it alone, or leave it out');
}

function checkLimits({ tokenRateLimits }: TokenSettings): void {
  const unknown = Object.keys(tokenRateLimits).find((name) => !LIMITS.includes(name));
  if (unknown === undefined) return;
  throw new ConfigError(
    `tokenRateLimits has ${JSON.stringify(unknown)}: choose ${LIMITS.join(', ')}`,
  );
}

/** Refuses settings of tokens that contradict themselves. Throws `config_invalid`. */
export function checkTokenSettings(config: TokenSettings): void {
  checkOrigins(config);
  checkLimits(config);
}
