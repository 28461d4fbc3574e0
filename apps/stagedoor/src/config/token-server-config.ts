import type { JwtIssuer } from '@stagedoor/token-server/jwt';
import type { ServeConfig } from './serve-config.js';

/** What both servers have: where they listen, how they are watched, and how they end. */
type Common = Pick<
  ServeConfig,
  | 'host'
  | 'port'
  | 'tlsCert'
  | 'tlsKey'
  | 'behindTlsProxy'
  | 'trustedProxies'
  | 'operationsHost'
  | 'operationsPort'
  | 'operationsAllow'
  | 'otlpEndpoint'
  | 'traceSamplePercent'
  | 'logLevel'
  | 'drainSeconds'
  | 'stopSeconds'
>;

/** What `stagedoor token-server` runs with, each part as `TOKEN_SERVER_TABLE` says it must be. */
export interface TokenServerConfig extends Common {
  /** A file of projects with their certificates. */
  readonly projects?: string;
  /** A file with a policy. */
  readonly policy?: string;
  /** A file of API keys. */
  readonly apiKeys?: string;
  /** Issuers of JWTs with all that can be said of them. */
  readonly issuers: readonly JwtIssuer[];
  /** Issuers of JWTs by their URLs, with `audience` for all of them. */
  readonly issuer: readonly string[];
  readonly audience: readonly string[];
  /** The families of routes that are served. */
  readonly routes: readonly string[];
  /** From which pages browsers may call: origins, or a star alone. Left out: see `chooseOrigins`. */
  readonly allowedOrigins?: readonly string[];
  /** Requests in one second, by what is counted. */
  readonly tokenRateLimits: Readonly<Record<string, number>>;
  /** Where each grant is written; `-` for standard output. */
  readonly auditFile?: string;
}
