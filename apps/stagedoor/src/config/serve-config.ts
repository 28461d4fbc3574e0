import type { ProfileOptions } from '@stagedoor/platform';
import type { JwtIssuer } from '@stagedoor/token-server/jwt';

/** What `stagedoor serve` runs with, each part as `SETTINGS` says it must be. */
export interface ServeConfig {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly database?: string;
  readonly redis?: string;
  readonly masterKeyFile?: string;
  readonly masterKeyCommand?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly behindTlsProxy: boolean;
  readonly trustedProxies: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly hmacProfile: ProfileOptions['name'];
  readonly hmacReplay?: NonNullable<ProfileOptions['replay']>;
  /** Requests in one second, by route family. */
  readonly rateLimits: Readonly<Record<string, number>>;
  /** How much customers may make, by what is counted. */
  readonly quotas: Readonly<Record<string, number>>;
  /** Failed authentications of one address. */
  readonly failuresPerSecond: number;
  readonly operationsHost: string;
  readonly operationsPort: number;
  readonly operationsAllow: readonly string[];
  readonly otlpEndpoint?: string;
  readonly traceSamplePercent: number;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly drainSeconds: number;
  readonly stopSeconds: number;
  /** Whether tokens are issued, too. */
  readonly tokenServer: boolean;
  /** Issuers of JWTs that prove callers of the token server, each for projects that it names. */
  readonly issuers: readonly JwtIssuer[];
  /** From which pages browsers may ask for tokens: origins, or a star alone. */
  readonly allowedOrigins?: readonly string[];
  /** Requests for tokens in one second, by what is counted. */
  readonly tokenRateLimits: Readonly<Record<string, number>>;
  /** Where each token that is granted is written; `-` for standard output. */
  readonly auditFile?: string;
}
