import { AnonymousBeyondLoopbackError, ConfigError } from '../errors.js';
import { isLoopback } from '../is-loopback.js';
import { checkListener } from './check-listener.js';
import { checkTokenSettings } from './check-token-settings.js';
import type { TokenServerConfig } from './token-server-config.js';

/** Whether callers say who they are. */
export const knowsCallers = ({ apiKeys, issuer, issuers }: TokenServerConfig): boolean =>
  apiKeys !== undefined || issuer.length > 0 || issuers.length > 0;

/**
 * Without a policy everyone gets what they ask for. That is for one machine: where a proxy brings others, or the server
 * listens for them, it does not start.
 */
function checkAccess(config: TokenServerConfig): void {
  const { policy, host, behindTlsProxy, trustedProxies } = config;
  if (policy !== undefined) return;
  if (knowsCallers(config)) {
    throw new ConfigError(
      'policy is missing: apiKeys and issuers say who calls, and a policy what they get',
    );
  }
  if (!isLoopback(host)) {
    throw new AnonymousBeyondLoopbackError(host, 'give --policy, which says who gets what');
  }
  if (!behindTlsProxy && trustedProxies.length === 0) return;
  throw new ConfigError(
    'policy is missing: a proxy brings callers from elsewhere, and without a policy each of them gets any token',
  );
}

function checkIssuers({ issuer, audience, issuers }: TokenServerConfig): void {
  if (issuer.length > 0 && audience.length === 0) {
    throw new ConfigError(
      'audience is missing: a JWT that is meant for another service proves nothing',
    );
  }
  if (issuer.length === 0 && audience.length > 0) {
    throw new ConfigError('issuer is missing: audience says what JWTs of issuer must be for');
  }
  if (issuer.length === 0 || issuers.length === 0) return;
  throw new ConfigError('issuer and issuers: give one of them');
}

/**
 * Refuses settings that do not go together. Throws `config_invalid`, `plain_http_beyond_loopback` and
 * `anonymous_beyond_loopback`.
 */
export function checkTokenServerConfig(config: TokenServerConfig): void {
  checkAccess(config);
  checkListener(config);
  checkIssuers(config);
  checkTokenSettings(config);
  if (config.routes.length === 0)
    throw new ConfigError('routes is empty: name at least one family');
}
