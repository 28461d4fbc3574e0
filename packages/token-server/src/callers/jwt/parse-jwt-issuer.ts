import { JwtIssuerInvalidError } from '../errors.js';
import type { ClaimValue, IssuerRules, JwtAlgorithm } from './jwt-issuer.js';
import { findSafeUrl, isLoopback } from './safe-url.js';

const FIELDS = [
  'issuer',
  'audiences',
  'audienceClaim',
  'algorithms',
  'jwksUri',
  'clockToleranceSeconds',
  'requiredClaims',
  'scopesClaim',
  'maxTokenAgeSeconds',
  'appIds',
];

const ALGORITHMS: ReadonlySet<unknown> = new Set<JwtAlgorithm>([
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]);
const DEFAULT_ALGORITHMS: readonly JwtAlgorithm[] = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

const DEFAULT_TOLERANCE_SECONDS = 30;
const MAX_TOLERANCE_SECONDS = 300;
const DEFAULT_SCOPES_PATHS = [['scope'], ['scp']] as const;

const APP_ID = /^[0-9a-f]{32}$/i;

type Fields = Readonly<Record<string, unknown>>;

/** One setting and where it stands. */
interface Setting {
  readonly value: unknown;
  readonly path: string;
}

function refuse({ path }: Setting, wanted: string): never {
  throw new JwtIssuerInvalidError(path, wanted);
}

function parseFields(setting: Setting): Fields {
  const { value } = setting;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(setting, 'must be an object');
  }
  return value as Fields;
}

function parseText(setting: Setting): string {
  const { value } = setting;
  return typeof value === 'string' && value !== '' ? value : refuse(setting, 'must be a text');
}

function parseList<T>(setting: Setting, parse: (item: Setting) => T): readonly T[] {
  const { value, path } = setting;
  if (!Array.isArray(value) || value.length === 0) {
    return refuse(setting, 'must be a list of at least one');
  }
  return value.map((each: unknown, index) => parse({ value: each, path: `${path}[${index}]` }));
}

function parseOptional<T>(setting: Setting, parse: (setting: Setting) => T): T | undefined {
  return setting.value === undefined ? undefined : parse(setting);
}

function parseAlgorithm(setting: Setting): JwtAlgorithm {
  if (ALGORITHMS.has(setting.value)) return setting.value as JwtAlgorithm;
  return refuse(
    setting,
    'must be an algorithm of public keys: with a shared secret, whoever verifies could sign; with none, everyone',
  );
}

/** As it is written: App IDs of other letters are other projects, as in tokens. */
function parseAppId(setting: Setting): string {
  const text = parseText(setting);
  return APP_ID.test(text) ? text : refuse(setting, 'must be 32 hex characters');
}

function parseSeconds(setting: Setting, max: number): number {
  const value = setting.value as number;
  if (Number.isSafeInteger(value) && value >= 0 && value <= max) return value;
  return refuse(setting, `must be a whole number of seconds from 0 to ${max}`);
}

const parseToleranceSeconds = (setting: Setting): number =>
  parseSeconds(setting, MAX_TOLERANCE_SECONDS);

const parseAgeSeconds = (setting: Setting): number =>
  parseSeconds(setting, Number.MAX_SAFE_INTEGER);

const parseAlgorithms = (setting: Setting): readonly JwtAlgorithm[] =>
  parseList(setting, parseAlgorithm);

const parseAppIds = (setting: Setting): readonly string[] => parseList(setting, parseAppId);

function parseClaimValue(setting: Setting): ClaimValue {
  const { value } = setting;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return refuse(setting, 'must be a text, a number, or true or false');
}

function parseRequiredClaims(setting: Setting): IssuerRules['requiredClaims'] {
  return Object.entries(parseFields(setting)).map(([name, value]) => {
    const path = `${setting.path}.${name}`;
    return [name, parseList({ value, path }, parseClaimValue)];
  });
}

function parseScopesPath(setting: Setting): readonly string[] {
  return typeof setting.value === 'string' ? [parseText(setting)] : parseList(setting, parseText);
}

function parseIssuerUrl(setting: Setting): URL {
  const url = findSafeUrl(parseText(setting), true);
  if (url === undefined || url.search !== '') {
    return refuse(
      setting,
      'must be a URL by https (http only on loopback), without user and query',
    );
  }
  return url;
}

/** OpenID Connect Discovery 1.0, section 4: below the path of the issuer. */
function toDiscoveryUrl(issuer: URL): URL {
  const path = issuer.pathname.replace(/\/$/, '');
  return new URL(`${path}/.well-known/openid-configuration`, issuer);
}

/**
 * The settings of an issuer, `path` of the document they stand at. Strict: a setting that means nothing is an error, because
 * one that is misspelt would protect nobody. Throws `jwt_issuer_invalid`.
 */
export function parseJwtIssuer(value: unknown, path: string): IssuerRules {
  const fields = parseFields({ value, path });
  const stray = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (stray !== undefined)
    refuse({ value, path: `${path}.${stray}` }, 'is no setting of an issuer');
  const setting = (name: string): Setting => ({ value: fields[name], path: `${path}.${name}` });
  const url = parseIssuerUrl(setting('issuer'));
  const parseKeysUrl = (each: Setting): URL =>
    findSafeUrl(parseText(each), isLoopback(url)) ?? refuse(each, 'must be a URL by https');
  const scopesPath = parseOptional(setting('scopesClaim'), parseScopesPath);
  return {
    issuer: parseText(setting('issuer')),
    audiences: parseList(setting('audiences'), parseText),
    audienceClaim: parseOptional(setting('audienceClaim'), parseText) ?? 'aud',
    algorithms: parseOptional(setting('algorithms'), parseAlgorithms) ?? DEFAULT_ALGORITHMS,
    jwksUrl: parseOptional(setting('jwksUri'), parseKeysUrl),
    discoveryUrl: toDiscoveryUrl(url),
    clockToleranceSeconds:
      parseOptional(setting('clockToleranceSeconds'), parseToleranceSeconds) ??
      DEFAULT_TOLERANCE_SECONDS,
    requiredClaims: parseOptional(setting('requiredClaims'), parseRequiredClaims) ?? [],
    scopesPaths: scopesPath === undefined ? DEFAULT_SCOPES_PATHS : [scopesPath],
    maxTokenAgeSeconds: parseOptional(setting('maxTokenAgeSeconds'), parseAgeSeconds),
    appIds: parseOptional(setting('appIds'), parseAppIds),
  };
}
