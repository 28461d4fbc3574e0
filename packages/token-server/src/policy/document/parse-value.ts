import { quoteValue } from '@stagedoor/token';
import type { Place } from './place.js';
import { describeChoice } from './suggest-name.js';

/** Reads the value at a place. What cannot be used is noted there, and stands for something that is never used. */
export type ParseValue<Value> = (value: unknown, place: Place) => Value;

const describeValue = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : quoteValue(value);

/** A text of 1 to `maxLength` UTF-16 units. */
export function parseText(value: unknown, place: Place, maxLength = 256): string {
  if (typeof value !== 'string') place.refuse(`must be a text, and is ${describeValue(value)}`);
  else if (value === '') place.refuse('is empty');
  else if (value.length > maxLength)
    place.refuse(`has ${value.length} characters, and ${maxLength} are allowed`);
  else return value;
  return '';
}

/** A whole number in a range. */
export function parseInteger(
  value: unknown,
  place: Place,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to)
    return value;
  place.refuse(`must be a whole number from ${from} to ${to}, and is ${describeValue(value)}`);
  return from;
}

/** One of some names. */
export function parseName<Name extends string>(
  value: unknown,
  place: Place,
  names: readonly [Name, ...Name[]],
): Name {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  const choice =
    typeof value === 'string' ? describeChoice(value, names) : `; there is ${names.join(', ')}`;
  place.refuse(`is ${describeValue(value)}${choice}`);
  return names[0];
}

/** A list of 1 to `maxLength` values, or of none where `mayBeEmpty`. */
export function parseList<Value>(
  value: unknown,
  place: Place,
  parseItem: ParseValue<Value>,
  {
    maxLength = 1000,
    mayBeEmpty = false,
  }: { readonly maxLength?: number; readonly mayBeEmpty?: boolean } = {},
): readonly Value[] {
  if (!Array.isArray(value)) place.refuse(`must be a list, and is ${describeValue(value)}`);
  else if (value.length === 0 && !mayBeEmpty) place.refuse('is an empty list');
  else if (value.length > maxLength)
    place.refuse(`has ${value.length} entries, and ${maxLength} are allowed`);
  else return value.map((item: unknown, index) => parseItem(item, place.item(index)));
  return [];
}

/** A list in which nothing stands twice. */
export function parseSet<Value extends string | number>(
  value: unknown,
  place: Place,
  parseItem: ParseValue<Value>,
): readonly Value[] {
  const problems = place.problems.length;
  const found = parseList(value, place, parseItem);
  const twice = found.find((item, index) => found.indexOf(item) !== index);
  if (twice !== undefined && place.problems.length === problems)
    place.refuse(`has ${quoteValue(twice)} twice`);
  return found;
}

/** A document that is one text or number may be a certificate, where the wrong file was named. */
const describeStray = (value: unknown, { path }: Place): string =>
  path !== '' || Array.isArray(value) || value === null ? describeValue(value) : typeof value;

/** The values of an object by key. A key that is none of `keys` is noted: what is mistyped must not be left out. */
export function parseFields(
  value: unknown,
  place: Place,
  keys: readonly string[],
): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    place.refuse(`must be an object, and is ${describeStray(value, place)}`);
    return new Map();
  }
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  for (const [key] of entries) {
    if (!keys.includes(key)) place.key(key).refuse(`is unknown${describeChoice(key, keys)}`);
  }
  return new Map<string, unknown>(entries);
}

/** Exactly one of some keys, with its value; undefined where that is not so. */
export function parseOneField(
  value: unknown,
  place: Place,
  keys: readonly string[],
): readonly [key: string, value: unknown] | undefined {
  const problems = place.problems.length;
  const fields = parseFields(value, place, keys);
  if (place.problems.length > problems) return undefined;
  const [only, ...others] = fields;
  if (only !== undefined && others.length === 0) return only;
  place.refuse(`must have exactly one of ${keys.join(', ')}`);
  return undefined;
}

/** What a key is read as, where it is there. */
export function parseOptional<Value>(
  fields: ReadonlyMap<string, unknown>,
  key: string,
  place: Place,
  parse: ParseValue<Value>,
): Value | undefined {
  return fields.has(key) ? parse(fields.get(key), place.key(key)) : undefined;
}

/** What a key is read as, which must be there. What is no object at all lacks nothing more. */
export function parseRequired<Value>(
  fields: ReadonlyMap<string, unknown>,
  key: string,
  place: Place,
  parse: ParseValue<Value>,
): Value | undefined {
  if (!fields.has(key) && !place.isRefused) place.key(key).refuse('is missing');
  return parseOptional(fields, key, place, parse);
}
