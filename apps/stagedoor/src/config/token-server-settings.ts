import { isListOf, isOneOf, isText, isUrlOf } from './setting-checks.js';
import { type CommandSettings, nameSettings } from './setting-names.js';
import { SETTINGS } from './setting-table.js';
import type { Setting } from './setting.js';
import type { TokenServerConfig } from './token-server-config.js';
import { TOKEN_SETTINGS } from './token-settings.js';

const PORT = 8082;

/** The families of routes, in the order of the help. */
export const ROUTE_FAMILIES = ['native', 'quickstart', 'community'] as const;

const isIssuerUrl = isUrlOf('https:', 'http:');

const FILE: Pick<Setting, 'form' | 'mustBe' | 'isMet'> = {
  form: 'text',
  mustBe: 'the path of a file',
  isMet: isText,
};

/** The settings of `stagedoor token-server`, by their keys in the configuration file. */
const TABLE: Readonly<Record<keyof TokenServerConfig, Setting>> = {
  host: SETTINGS.host,
  port: { ...SETTINGS.port, fallback: PORT },
  projects: {
    flag: '--projects <file>',
    variable: 'STAGEDOOR_PROJECTS',
    help: 'file of projects and their certificates, JSON; read again when it changes',
    ...FILE,
  },
  policy: {
    flag: '--policy <file>',
    variable: 'STAGEDOOR_POLICY',
    help: 'file with the rules that say who gets what; read again when it changes',
    ...FILE,
  },
  apiKeys: {
    flag: '--api-keys <file>',
    variable: 'STAGEDOOR_API_KEYS',
    help: 'file of API keys, which holds only their hashes; read again when it changes',
    ...FILE,
  },
  issuer: {
    flag: '--issuer <url>',
    variable: 'STAGEDOOR_ISSUER',
    help: 'OpenID Connect issuer whose JWTs prove callers; can be given several times',
    form: 'list',
    mustBe: 'a list of URLs that begin with https://',
    isMet: isListOf(isIssuerUrl),
    fallback: [],
  },
  audience: {
    flag: '--audience <name>',
    variable: 'STAGEDOOR_AUDIENCE',
    help: 'audience that JWTs of --issuer must be for; one of several is enough',
    form: 'list',
    mustBe: 'a list of names',
    isMet: isListOf((item) => item.trim() !== ''),
    fallback: [],
  },
  issuers: TOKEN_SETTINGS.issuers,
  routes: {
    flag: '--routes <names>',
    variable: 'STAGEDOOR_ROUTES',
    help: 'families of routes that are served, with commas: native, quickstart, community',
    form: 'list',
    mustBe: 'a list of native, quickstart and community',
    isMet: (value) => isListOf(isOneOf(ROUTE_FAMILIES))(value) && value !== '',
    fallback: ROUTE_FAMILIES,
  },
  allowedOrigins: TOKEN_SETTINGS.allowedOrigins,
  tokenRateLimits: TOKEN_SETTINGS.tokenRateLimits,
  auditFile: TOKEN_SETTINGS.auditFile,
  tlsCert: SETTINGS.tlsCert,
  tlsKey: SETTINGS.tlsKey,
  behindTlsProxy: SETTINGS.behindTlsProxy,
  trustedProxies: SETTINGS.trustedProxies,
  operationsHost: SETTINGS.operationsHost,
  operationsPort: SETTINGS.operationsPort,
  operationsAllow: SETTINGS.operationsAllow,
  otlpEndpoint: SETTINGS.otlpEndpoint,
  traceSamplePercent: SETTINGS.traceSamplePercent,
  logLevel: SETTINGS.logLevel,
  drainSeconds: SETTINGS.drainSeconds,
  stopSeconds: SETTINGS.stopSeconds,
};

/** The same with their keys. */
export const TOKEN_SERVER_SETTINGS: CommandSettings = {
  command: 'stagedoor token-server',
  settings: nameSettings(TABLE),
};
