import { DEFAULT_QUOTAS, FAMILY_NAMES } from '@stagedoor/platform';
import { ConfigError, PlainHttpBeyondLoopbackError } from '../errors.js';
import { isLoopback } from '../http-server.js';
import type { ServeConfig } from './serve-config.js';

function checkTls({ host, tlsCert, tlsKey, behindTlsProxy }: ServeConfig): void {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    const missing = tlsCert === undefined ? 'tlsCert' : 'tlsKey';
    throw new ConfigError(`${missing} is missing: a certificate and its key are given together`);
  }
  if (tlsCert !== undefined || behindTlsProxy || isLoopback(host)) return;
  throw new PlainHttpBeyondLoopbackError(host);
}

function checkPorts({ host, port, operationsHost, operationsPort }: ServeConfig): void {
  if (port === 0 || port !== operationsPort || host !== operationsHost) return;
  throw new ConfigError('operationsPort must differ from port: what it serves is not for callers');
}

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

/** Refuses settings that do not go together. Throws `config_invalid` and `plain_http_beyond_loopback`. */
export function checkConfig(config: ServeConfig): void {
  checkTls(config);
  checkPorts(config);
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
    isDue: ({ hmacProfile, hmacReplay }) =>
      hmacReplay === 'off' || (hmacProfile === 'agora' && hmacReplay === undefined),
    text: 'hmacReplay is off: whoever sees a signed request can send it again for five minutes',
  },
];

/** What is allowed and seldom meant. */
export function findConfigWarnings(config: ServeConfig): readonly string[] {
  return WARNINGS.filter(({ isDue }) => isDue(config)).map(({ text }) => text);
}
