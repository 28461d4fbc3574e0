import { ConfigError, PlainHttpBeyondLoopbackError } from '../errors.js';
import { isLoopback } from '../is-loopback.js';
import type { ServeConfig } from './serve-config.js';

/** The settings of where a server listens. */
type ListenerConfig = Pick<
  ServeConfig,
  'host' | 'port' | 'tlsCert' | 'tlsKey' | 'behindTlsProxy' | 'operationsHost' | 'operationsPort'
>;

function checkTls({ host, tlsCert, tlsKey, behindTlsProxy }: ListenerConfig): void {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    const missing = tlsCert === undefined ? 'tlsCert' : 'tlsKey';
    throw new ConfigError(`${missing} is missing: a certificate and its key are given together`);
  }
  if (tlsCert !== undefined || behindTlsProxy || isLoopback(host)) return;
  throw new PlainHttpBeyondLoopbackError(host);
}

function checkPorts({ host, port, operationsHost, operationsPort }: ListenerConfig): void {
  if (port === 0 || port !== operationsPort || host !== operationsHost) return;
  throw new ConfigError('operationsPort must differ from port: what it serves is not for callers');
}

/** Refuses a listener that others could read, or that would be two at once. Throws `config_invalid` and `plain_http_beyond_loopback`. */
export function checkListener(config: ListenerConfig): void {
  checkTls(config);
  checkPorts(config);
}
