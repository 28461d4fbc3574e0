import { InvalidJsonError, RepeatedFieldError, WrongFieldTypeError } from '../errors.js';
import { findRepeatedKey } from '../policy/document/find-repeated-key.js';
import { describeType } from './describe-type.js';

/** The fields of a JSON object. A map, which has no names but those of the object. */
export type JsonFields = ReadonlyMap<string, unknown>;

const [QUOTE, COLON, BACKSLASH] = [0x22, 0x3a, 0x5c];

const UTF8 = new TextDecoder('utf-8', { fatal: true });

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How many names of fields a JSON text has: each has a colon behind it, and there are no others but in strings. */
function countWrittenNames(text: string): number {
  let count = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isInString = !isInString;
    else if (isInString) at += code === BACKSLASH ? 1 : 0;
    else count += code === COLON ? 1 : 0;
  }
  return count;
}

/** How many of them were kept. */
function countKeptNames(parsed: object): number {
  let count = 0;
  const open: object[] = [parsed];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    const inside: readonly unknown[] = Object.values(value);
    count += Array.isArray(value) ? 0 : inside.length;
    for (const each of inside) if (typeof each === 'object' && each !== null) open.push(each);
  }
  return count;
}

/** The fields of an object inside of a body. `place` names it in messages. Throws `wrong_field_type`. */
export function parseJsonFields(value: unknown, place: string): JsonFields {
  if (!isObject(value)) throw new WrongFieldTypeError(place, 'object', describeType(value));
  return new Map<string, unknown>(Object.entries(value));
}

/**
 * The fields of a body that is one JSON object in UTF-8, with or without a byte order mark. Throws `invalid_json`, and
 * `repeated_field` where one object of it, at any depth, has two fields of one name.
 */
export function parseJsonObject(body: Uint8Array): JsonFields {
  let text: string;
  let parsed: unknown;
  try {
    text = UTF8.decode(body);
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new InvalidJsonError('this one cannot be parsed', { cause });
  }
  if (!isObject(parsed)) throw new InvalidJsonError(`this one is a ${describeType(parsed)}`);
  // JSON.parse keeps the last of two fields of one name, other readers the first: who checked one must not get the other.
  const repeated =
    countWrittenNames(text) === countKeptNames(parsed) ? undefined : findRepeatedKey(text);
  if (repeated !== undefined) throw new RepeatedFieldError(repeated);
  return parseJsonFields(parsed, 'body');
}
