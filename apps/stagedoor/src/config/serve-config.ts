import type { ProfileOptions } from '@stagedoor/platform';

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
}
