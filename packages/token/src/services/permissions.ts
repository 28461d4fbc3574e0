import { InvalidPermissionsError, MalformedTokenError } from '../errors.js';
import { parseText, type TextLimits } from '../parse-text.js';
import { quoteValue } from '../quote-value.js';
import type { ByteReader } from '../wire/byte-reader.js';
import type { ByteWriter } from '../wire/byte-writer.js';
import { utf8Length } from '../wire/utf8-length.js';

/** What a Signaling permission is for; the place in the list is its number on the wire. */
const RESOURCES = [
  'messageChannels',
  'streamChannels',
  'groupChannels',
  'serverGroups',
  'users',
] as const;
/** What it allows; numbered the same way. */
const ACTIONS = ['read', 'write'] as const;
/** A name is a string16. */
const NAME_LIMITS: TextLimits = {
  fromBytes: 0,
  toBytes: 0xffff,
  refuse: (reason) => new InvalidPermissionsError(`a name ${reason}`),
};

/** What an RTM2 token lets its user read and write: for each kind of resource and each action, names of resources. */
export type Permissions = Readonly<
  Partial<
    Record<
      (typeof RESOURCES)[number] | `${number}`,
      Readonly<Partial<Record<(typeof ACTIONS)[number] | `${number}`, readonly string[]>>>
    >
  >
>;

type LooseTable = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is LooseTable =>
  typeof value === 'object' && value !== null && !(Symbol.iterator in value);

/** The entries of a record that has none but these names; what is undefined is left out. */
function namedEntries(value: unknown, names: readonly string[]): readonly [string, unknown][] {
  if (!isTable(value)) throw new InvalidPermissionsError(`${quoteValue(value)} is not a record`);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  for (const [name] of entries) {
    if (names.includes(name)) continue;
    throw new InvalidPermissionsError(`${quoteValue(name)} is none of ${names.join(', ')}`);
  }
  return entries;
}

function parseNames(value: unknown): readonly string[] {
  if (!Array.isArray(value)) {
    throw new InvalidPermissionsError(`${quoteValue(value)} is not a list of names`);
  }
  return [...(value as readonly unknown[])].map((name) => parseText(name, NAME_LIMITS));
}

/** More than fits into a token. */
const MAX_NAMES_BYTES = 0x1_0000;

/** Before anything is written. A name takes two bytes beside its text. */
function checkSize(names: readonly string[]): readonly string[] {
  const bytes = names.reduce((sum, name) => sum + 2 + utf8Length(name), 0);
  if (bytes <= MAX_NAMES_BYTES) return names;
  throw new InvalidPermissionsError(
    `its names take ${bytes} bytes, and a token holds ${MAX_NAMES_BYTES}`,
  );
}

/** The permissions of a grant. Throws `invalid_permissions`. */
export function parsePermissions(value: unknown): Permissions {
  const permissions: Record<string, Record<string, readonly string[]>> = {};
  for (const [resource, actions] of namedEntries(value, RESOURCES)) {
    const names: Record<string, readonly string[]> = {};
    for (const [action, list] of namedEntries(actions, ACTIONS))
      names[action] = checkSize(parseNames(list));
    permissions[resource] = names;
  }
  return permissions;
}

/** The number of a name, or the number that it is. */
function idOf(names: readonly string[], name: string): number {
  const id = names.indexOf(name);
  return id === -1 ? Number(name) : id;
}

/** The entries of what was parsed or read, ascending by number, as every builder writes them. */
function wireEntries<Value>(
  table: Readonly<Record<string, Value | undefined>>,
  names: readonly string[],
): readonly (readonly [id: number, value: Value])[] {
  const entries: (readonly [number, Value])[] = [];
  for (const [name, value] of Object.entries(table)) {
    if (value !== undefined) entries.push([idOf(names, name), value]);
  }
  return entries.toSorted(([a], [b]) => a - b);
}

/**
 * Writes the permission block: a count of resource types; for each its number and a count of permissions; for each of
 * those its number, a count of names, and the names as string16.
 */
export function writePermissions(writer: ByteWriter, permissions: Permissions): void {
  const resources = wireEntries(permissions, RESOURCES);
  writer.u16(resources.length);
  for (const [resource, actions] of resources) {
    writer.u16(resource);
    const lists = wireEntries(actions, ACTIONS);
    writer.u16(lists.length);
    for (const [action, names] of lists) {
      writer.u16(action);
      writer.u16(names.length);
      for (const name of names) writer.string16(name);
    }
  }
}

function readNames(reader: ByteReader): readonly string[] {
  const names: string[] = [];
  for (let left = reader.u16(); left > 0; left -= 1) names.push(reader.string16());
  return names;
}

/** A counted table of things under numbers: known numbers get their names, and none may come twice. */
function readTable<Value>(
  reader: ByteReader,
  names: readonly string[],
  readValue: (reader: ByteReader) => Value,
): Readonly<Record<string, Value>> {
  const table: Record<string, Value> = {};
  for (let left = reader.u16(); left > 0; left -= 1) {
    const id = reader.u16();
    const name = names[id] ?? String(id);
    if (Object.hasOwn(table, name)) {
      throw new MalformedTokenError(`its permissions hold ${name} twice`);
    }
    table[name] = readValue(reader);
  }
  return table;
}

/** Reads a permission block. Throws `truncated` and `malformed`. */
export function readPermissions(reader: ByteReader): Permissions {
  return readTable(reader, RESOURCES, (inner) => readTable(inner, ACTIONS, readNames));
}
