import { parseNetwork } from './parse-network.js';
import type { ServeConfig } from './serve-config.js';
import type { Setting } from './setting.js';

/** A key of the configuration file. */
export type SettingKey = keyof ServeConfig;

const MAX_PORT = 65_535;
const MAX_STOP_SECONDS = 3600;
const PERCENT = 100;
const MAX_PER_SECOND = 1_000_000;
const MAX_QUOTA = 1_000_000;

/** A name or an address with or without a port, as clients send it in `Host`: neither a URL nor a path. */
const AUTHORITY = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i;

type Check = Setting['isMet'];

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && !value.includes('\0');

const isWhole =
  (min: number, max: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max;

const isOneOf =
  (values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);

const isListOf =
  (isItem: (item: string) => boolean): Check =>
  (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string' && isItem(item));

const isUrlOf =
  (...schemes: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && URL.canParse(value) && schemes.includes(new URL(value).protocol);

/** Every caller could choose its address if all addresses were those of proxies. */
const isProxyNetwork = (text: string): boolean => (parseNetwork(text)?.prefixBits ?? 0) > 0;

const isSwitch = (value: unknown): boolean => typeof value === 'boolean';

/** Which names there may be is for `checkConfig` to say. */
function isNumbersUpTo(most: number): (value: unknown) => boolean {
  const isNumber = isWhole(1, most);
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(isNumber);
}

const SECRET_HINT = 'it can hold a password, so rather name a file by';

/** The settings of `stagedoor serve`, by their keys in the configuration file. Nothing else lists them. */
export const SETTINGS: Readonly<Record<SettingKey, Setting>> = {
  host: {
    flag: '--host <address>',
    variable: 'STAGEDOOR_HOST',
    help: 'address to listen on',
    form: 'text',
    mustBe: 'an address or a name of this machine',
    isMet: isText,
    fallback: '127.0.0.1',
  },
  port: {
    flag: '--port <number>',
    variable: 'STAGEDOOR_PORT',
    help: 'port to listen on, 0 for any that is free',
    form: 'number',
    mustBe: 'a whole number from 0 to 65535',
    isMet: isWhole(0, MAX_PORT),
    fallback: 8080,
  },
  data: {
    flag: '--data <folder>',
    variable: 'STAGEDOOR_DATA',
    help: 'folder of the embedded database and of the admin socket',
    form: 'text',
    mustBe: 'the path of a folder',
    isMet: isText,
    fallback: '.stagedoor',
  },
  database: {
    flag: '--database <url>',
    variable: 'STAGEDOOR_DATABASE_URL',
    help: `PostgreSQL in place of the embedded database; ${SECRET_HINT} --database-file`,
    form: 'text',
    mustBe: 'a URL that begins with postgres:// or postgresql://',
    isMet: isUrlOf('postgres:', 'postgresql:'),
    isSecret: true,
  },
  redis: {
    flag: '--redis <url>',
    variable: 'STAGEDOOR_REDIS_URL',
    help: `Redis for what several processes share; ${SECRET_HINT} --redis-file`,
    form: 'text',
    mustBe: 'a URL that begins with redis:// or rediss://',
    isMet: isUrlOf('redis:', 'rediss:'),
    isSecret: true,
  },
  masterKeyFile: {
    flag: '--master-key-file <file>',
    variable: 'STAGEDOOR_MASTER_KEY_FILE',
    help: 'file of the master key, by default master.key in the data folder',
    form: 'text',
    mustBe: 'the path of a file',
    isMet: isText,
  },
  masterKeyCommand: {
    flag: '--master-key-command <command>',
    variable: 'STAGEDOOR_MASTER_KEY_COMMAND',
    help: 'program that prints the master key, for a key management service',
    form: 'text',
    mustBe: 'a command line',
    isMet: isText,
  },
  tlsCert: {
    flag: '--tls-cert <file>',
    variable: 'STAGEDOOR_TLS_CERT',
    help: 'certificate and its chain, PEM; read again when it changes',
    form: 'text',
    mustBe: 'the path of a file',
    isMet: isText,
  },
  tlsKey: {
    flag: '--tls-key <file>',
    variable: 'STAGEDOOR_TLS_KEY',
    help: 'private key of the certificate, PEM',
    form: 'text',
    mustBe: 'the path of a file',
    isMet: isText,
  },
  behindTlsProxy: {
    flag: '--behind-tls-proxy',
    variable: 'STAGEDOOR_BEHIND_TLS_PROXY',
    help: 'listen in plain HTTP beyond loopback, because a proxy in front ends TLS',
    form: 'switch',
    mustBe: 'true or false',
    isMet: isSwitch,
    fallback: false,
  },
  trustedProxies: {
    flag: '--trusted-proxies <networks>',
    variable: 'STAGEDOOR_TRUSTED_PROXIES',
    help: 'addresses or networks of proxies whose X-Forwarded-For is believed, with commas',
    form: 'list',
    mustBe: 'a list of addresses or networks like 10.0.0.0/8, none of them all addresses (/0)',
    isMet: isListOf(isProxyNetwork),
    fallback: [],
  },
  allowedHosts: {
    flag: '--allowed-host <hosts>',
    variable: 'STAGEDOOR_ALLOWED_HOSTS',
    help: 'names that clients reach this server by, with commas; another Host is refused',
    form: 'list',
    mustBe: 'a list of names like api.example.com or api.example.com:8443, without a scheme',
    isMet: isListOf((item) => AUTHORITY.test(item)),
    fallback: [],
  },
  hmacProfile: {
    flag: '--hmac-profile <name>',
    variable: 'STAGEDOOR_HMAC_PROFILE',
    help: 'how hmac requests are judged: strict or agora',
    form: 'text',
    mustBe: 'strict or agora',
    isMet: isOneOf(['strict', 'agora']),
    fallback: 'strict',
  },
  hmacReplay: {
    flag: '--hmac-replay <rule>',
    variable: 'STAGEDOOR_HMAC_REPLAY',
    help: 'whether a signature may be used again: refuse, refuse-unsafe or off; by default what the profile says',
    form: 'text',
    mustBe: 'refuse, refuse-unsafe or off',
    isMet: isOneOf(['refuse', 'refuse-unsafe', 'off']),
  },
  rateLimits: {
    flag: '--rate-limits <limits>',
    variable: 'STAGEDOOR_RATE_LIMITS',
    help: `requests in one second of one customer at one operation, by route family: projects=20,broadcast=100`,
    form: 'numbers-by-name',
    mustBe: `a whole number from 1 to ${MAX_PER_SECOND} for a route family, like projects=20; off is for stagedoor dev alone`,
    isMet: isNumbersUpTo(MAX_PER_SECOND),
    fallback: {},
  },
  quotas: {
    flag: '--quotas <limits>',
    variable: 'STAGEDOOR_QUOTAS',
    help: 'how much customers may make: maxProjects=5000,maxDomains=100',
    form: 'numbers-by-name',
    mustBe: `a whole number from 1 to ${MAX_QUOTA} for what is counted, like maxProjects=5000`,
    isMet: isNumbersUpTo(MAX_QUOTA),
    fallback: {},
  },
  failuresPerSecond: {
    flag: '--failures-per-second <number>',
    variable: 'STAGEDOOR_FAILURES_PER_SECOND',
    help: 'failed authentications of one address in one second, before it has to wait',
    form: 'number',
    mustBe: `a whole number from 1 to ${MAX_PER_SECOND}`,
    isMet: isWhole(1, MAX_PER_SECOND),
    fallback: 20,
  },
  operationsHost: {
    flag: '--operations-host <address>',
    variable: 'STAGEDOOR_OPERATIONS_HOST',
    help: 'address of /healthz, /readyz and /metrics',
    form: 'text',
    mustBe: 'an address or a name of this machine',
    isMet: isText,
    fallback: '127.0.0.1',
  },
  operationsPort: {
    flag: '--operations-port <number>',
    variable: 'STAGEDOOR_OPERATIONS_PORT',
    help: 'port of /healthz, /readyz and /metrics, 0 for any that is free',
    form: 'number',
    mustBe: 'a whole number from 0 to 65535',
    isMet: isWhole(0, MAX_PORT),
    fallback: 9464,
  },
  operationsAllow: {
    flag: '--operations-allow <networks>',
    variable: 'STAGEDOOR_OPERATIONS_ALLOW',
    help: 'addresses or networks besides loopback that may ask there, with commas',
    form: 'list',
    mustBe: 'a list of addresses or networks like 10.0.0.0/8',
    isMet: isListOf((item) => parseNetwork(item) !== undefined),
    fallback: [],
  },
  otlpEndpoint: {
    flag: '--otlp-endpoint <url>',
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    help: 'collector of OpenTelemetry that traces are sent to, OTLP over HTTP',
    form: 'text',
    mustBe: 'a URL that begins with http:// or https://',
    isMet: isUrlOf('http:', 'https:'),
  },
  traceSamplePercent: {
    flag: '--trace-sample-percent <number>',
    variable: 'STAGEDOOR_TRACE_SAMPLE_PERCENT',
    help: 'of the requests whose sender has not decided, so many in a hundred are traced',
    form: 'number',
    mustBe: 'a whole number from 0 to 100',
    isMet: isWhole(0, PERCENT),
    fallback: 100,
  },
  logLevel: {
    flag: '--log-level <level>',
    variable: 'STAGEDOOR_LOG_LEVEL',
    help: 'the least that is logged: trace, debug, info, warn, error or silent',
    form: 'text',
    mustBe: 'trace, debug, info, warn, error or silent',
    isMet: isOneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    fallback: 'info',
  },
  drainSeconds: {
    flag: '--drain-seconds <number>',
    variable: 'STAGEDOOR_DRAIN_SECONDS',
    help: 'how long requests are still taken after /readyz has turned to 503 at a stop',
    form: 'number',
    mustBe: `a whole number from 0 to ${MAX_STOP_SECONDS}`,
    isMet: isWhole(0, MAX_STOP_SECONDS),
    fallback: 0,
  },
  stopSeconds: {
    flag: '--stop-seconds <number>',
    variable: 'STAGEDOOR_STOP_SECONDS',
    help: 'how long requests under way may take at a stop',
    form: 'number',
    mustBe: `a whole number from 0 to ${MAX_STOP_SECONDS}`,
    isMet: isWhole(0, MAX_STOP_SECONDS),
    fallback: 8,
  },
};
