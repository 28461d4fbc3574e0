import { ApiKeysInvalidError } from '../errors.js';
import type { StoredApiKey, StoredApiKeySecret } from './stored-api-key.js';

const KEY_FIELDS = [
  'id',
  'name',
  'scopes',
  'labels',
  'appIds',
  'createdAt',
  'expiresAt',
  'disabled',
  'secrets',
];
const SECRET_FIELDS = ['sha256', 'createdAt', 'expiresAt'];

const KEY_ID = /^[0-9A-Za-z]{10}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const APP_ID = /^[0-9a-f]{32}$/i;
/** What a terminal or a log line would obey is no name. */
const NAME = /^[^\p{C}]{1,100}$/u;
// RFC 6749, section 3.3.
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/;
const LABEL_NAME = /^[A-Za-z][\w.-]{0,63}$/;
const LABEL_VALUE = /^[^\p{C}]{0,256}$/u;

/** A value and where it stands. */
interface Located {
  readonly value: unknown;
  readonly path: string;
}

type Fields = Readonly<Record<string, unknown>>;

function parseFields({ value, path }: Located, names?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiKeysInvalidError(path, 'must be an object');
  }
  const fields = value as Fields;
  const stray = names && Object.keys(fields).find((name) => !names.includes(name));
  if (stray !== undefined) {
    throw new ApiKeysInvalidError(
      path,
      `has a field ${JSON.stringify(stray)}, which means nothing`,
    );
  }
  return fields;
}

function parseText({ value, path }: Located, pattern: RegExp, wanted: string): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new ApiKeysInvalidError(path, `must be ${wanted}`);
}

function parseList({ value, path }: Located): readonly Located[] {
  if (!Array.isArray(value)) throw new ApiKeysInvalidError(path, 'must be a list');
  return value.map((each: unknown, index) => ({ value: each, path: `${path}[${index}]` }));
}

function parseInstant({ value, path }: Located): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new ApiKeysInvalidError(path, 'must be Unix time in whole seconds');
}

function parseOptional<T>(located: Located, parse: (located: Located) => T): T | undefined {
  return located.value === undefined ? undefined : parse(located);
}

/** The fields of an object, each with its path. */
const locate =
  (fields: Fields, path: string) =>
  (name: string): Located => ({
    value: Object.hasOwn(fields, name) ? fields[name] : undefined,
    path: `${path}.${name}`,
  });

function parseLabels(located: Located): Readonly<Record<string, string>> {
  // Without a prototype: a label must not be mistaken for what all objects have.
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(parseFields(located))) {
    const path = `${located.path}.${name}`;
    parseText({ value: name, path }, LABEL_NAME, 'named by 1 to 64 letters, digits and . _ -');
    labels[name] = parseText({ value, path }, LABEL_VALUE, 'a text of at most 256 characters');
  }
  return labels;
}

function parseSecret(located: Located): StoredApiKeySecret {
  const field = locate(parseFields(located, SECRET_FIELDS), located.path);
  const expiresAt = parseOptional(field('expiresAt'), parseInstant);
  return {
    sha256: parseText(field('sha256'), SHA256, '64 lower-case hex characters'),
    createdAt: parseInstant(field('createdAt')),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function parseSecrets(located: Located): StoredApiKey['secrets'] {
  const [current, previous, third] = parseList(located).map(parseSecret);
  if (current === undefined || third !== undefined) {
    throw new ApiKeysInvalidError(located.path, 'must be one secret, or two, the newer first');
  }
  return previous === undefined ? [current] : [current, previous];
}

/** As they are written: App IDs of other letters are other projects, as in tokens. */
const parseAppIds = (located: Located): readonly string[] =>
  parseList(located).map((each) => parseText(each, APP_ID, '32 hex characters'));

function parseDisabled({ value, path }: Located): boolean {
  if (typeof value === 'boolean') return value;
  throw new ApiKeysInvalidError(path, 'must be true or false');
}

/** One key, `path` of the document it stands at. Throws `api_keys_invalid`. */
export function parseApiKey(value: unknown, path: string): StoredApiKey {
  const field = locate(parseFields({ value, path }, KEY_FIELDS), path);
  const appIds = parseOptional(field('appIds'), parseAppIds);
  const expiresAt = parseOptional(field('expiresAt'), parseInstant);
  return {
    id: parseText(field('id'), KEY_ID, '10 letters and digits'),
    name: parseText(field('name'), NAME, 'a text of 1 to 100 characters'),
    scopes: parseList(field('scopes')).map((each) =>
      parseText(each, SCOPE, '1 to 128 characters of ASCII without blanks, " and \\'),
    ),
    labels: parseOptional(field('labels'), parseLabels) ?? {},
    ...(appIds === undefined ? {} : { appIds }),
    createdAt: parseInstant(field('createdAt')),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    disabled: parseOptional(field('disabled'), parseDisabled) ?? false,
    secrets: parseSecrets(field('secrets')),
  };
}

/**
 * The keys of a document `{ "version": 1, "keys": […] }`, already parsed from JSON. Strict: a field that means nothing, or
 * an ID that is there twice, is an error. Throws `api_keys_invalid`, which names the place.
 */
export function parseApiKeys(document: unknown): readonly StoredApiKey[] {
  const field = locate(parseFields({ value: document, path: '$' }, ['version', 'keys']), '$');
  const { value: version } = field('version');
  if (version !== 1)
    throw new ApiKeysInvalidError('version', 'must be 1: this program reads no other');
  const { value } = field('keys');
  const found = parseList({ value, path: 'keys' });
  const keys = found.map((each) => parseApiKey(each.value, each.path));
  const ids = new Set<string>();
  for (const [index, { id }] of keys.entries()) {
    if (ids.has(id)) throw new ApiKeysInvalidError(`keys[${index}].id`, 'is that of another key');
    ids.add(id);
  }
  return keys;
}
