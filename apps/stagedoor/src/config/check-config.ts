import { DEFAULT_QUOTAS, FAMILY_NAMES } from '@stagedoor/platform';
import { ConfigError } from '../errors.js';
import { isLoopback } from '../is-loopback.js';
import { checkListener } from './check-listener.js';
import { checkTokenSettings } from './check-token-settings.js';
import type { ServeConfig } from './serve-config.js';

/** Refuses a name that there is not, in a setting that has numbers by name. */
function checkNames(
  numbers: Readonly<Record<string, number>>,
  {
    key,
    kind,
    names,
  }: { readonly key: string; readonly kind: string; readonly names: readonly string[] },
): void {
  const unknown = Object.keys(numbers).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new ConfigError(
    `${key} has ${JSON.stringify(unknown)}, which is no ${kind}: choose ${names.join(', ')}`,
  );
}

/** Of several customers on one platform, none may choose who gets tokens of another. */
function checkIssuers({ issuers }: ServeConfig): void {
  const open = issuers.findIndex(({ appIds }) => appIds === undefined);
  if (open === -1) return;
  throw new ConfigError(
    `issuers[${open}].appIds is missing: name the App IDs of the projects that its users may ask for`,
  );
}

/** Refuses settings that do not go together. Throws `config_invalid` and `plain_http_beyond_loopback`. */
export function checkConfig(config: ServeConfig): void {
  checkListener(config);
  checkTokenSettings(config);
  checkIssuers(config);
  checkNames(config.rateLimits, { key: 'rateLimits', kind: 'route family', names: FAMILY_NAMES });
  const names = Object.keys(DEFAULT_QUOTAS);
  checkNames(config.quotas, { key: 'quotas', kind: 'quota', names });
}

const WARNINGS: readonly {
  readonly isDue: (config: ServeConfig) => boolean;
  readonly text: string;
}[] = [
  {
    isDue: ({ behindTlsProxy, trustedProxies }) => behindTlsProxy && trustedProxies.length === 0,
    text: 'trustedProxies is empty: all clients have the address of the proxy, and share its limit of failed authentications',
  },
  {
    isDue: ({ operationsHost, operationsAllow }) =>
      !isLoopback(operationsHost) && operationsAllow.length === 0,
    text: 'operationsAllow is empty: only this machine is answered at the operations port',
  },
  {
    isDue: ({ redis, database }) => redis !== undefined && database === undefined,
    text: 'redis is given without database: an embedded database has one process, which shares nothing',
  },
  {
    isDue: ({ redis, database }) => redis === undefined && database !== undefined,
    text: 'database is given without redis: of several servers, each has limits of its own, and takes a signed request that another one has seen',
  },
  {
    isDue: ({ tokenServer, issuers, allowedOrigins, auditFile }) =>
      !tokenServer && (issuers.length > 0 || (allowedOrigins ?? auditFile) !== undefined),
    text: 'tokenServer is off: issuers, allowedOrigins and auditFile are of no use',
  },
  {
    isDue: ({ hmacProfile, hmacReplay }) =>
      hmacReplay === 'off' || (hmacProfile === 'agora' && hmacReplay === undefined),
    text: 'hmacReplay is off: whoever sees a signed request can send it again for five minutes',
  },
];

/** What is allowed and seldom meant. */
export function findConfigWarnings(config: ServeConfig): readonly string[] {
  return WARNINGS.filter(({ isDue }) => isDue(config)).map(({ text }) => text);
}
