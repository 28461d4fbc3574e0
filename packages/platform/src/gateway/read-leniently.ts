/** Where a value comes from: JSON has types, a form and a URL have texts alone. */
export type ValueOrigin = 'json' | 'form' | 'url';

/** Gives the value that was meant, or the same value where nothing is known of it. Never throws. */
export type LenientReader = (value: unknown, origin: ValueOrigin) => unknown;

/** ASCII digits alone: neither `0x10` nor `1e3`, and no digits of other scripts. */
const DECIMAL = /^-?\d{1,16}(?:\.\d{1,16})?$/;

/** As forms and URLs say it; PHP makes 1 and 0 of it. */
const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
]);

const sameValue: LenientReader = (value) => value;

/** Some clients write numbers as texts, in JSON too. What cannot be a number exactly stays a text, and is refused. */
const readNumber: LenientReader = (value) => {
  if (typeof value !== 'string' || !DECIMAL.test(value)) return value;
  const number = Number(value);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) return value;
  // No minus before a zero.
  return number === 0 ? 0 : number;
};

const readBoolean: LenientReader = (value, origin) =>
  origin === 'json' ? value : (BOOLEANS.get(value) ?? value);

/** In a URL a list is `state=1,2` or `state=1&state=2`, in a form the latter alone. */
function listReader(item: LenientReader): LenientReader {
  return (value, origin) => {
    const given: unknown = origin === 'json' || Array.isArray(value) ? value : [value];
    if (!Array.isArray(given)) return value;
    const items: readonly unknown[] = origin === 'url' ? given.flatMap(splitAtCommas) : given;
    return items.map((each) => item(each, origin));
  };
}

const splitAtCommas = (value: unknown): unknown =>
  typeof value === 'string' ? value.split(',') : value;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that the schema does not name are left out, whatever they are called. */
function closedObjectReader(fields: readonly (readonly [string, LenientReader])[]): LenientReader {
  return (value, origin) => {
    if (!isObject(value)) return value;
    const read: Record<string, unknown> = {};
    for (const [name, reader] of fields) {
      if (Object.hasOwn(value, name)) read[name] = reader(Reflect.get(value, name), origin);
    }
    return read;
  };
}

/** For a schema that says itself what other fields may be. */
function openObjectReader(fields: ReadonlyMap<string, LenientReader>): LenientReader {
  return (value, origin) => {
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([name, each]): readonly [string, unknown] => [
      name,
      fields.get(name)?.(each, origin) ?? each,
    ]);
    // Makes a field of `__proto__` too, and no prototype.
    return Object.fromEntries(entries);
  };
}

function objectReader(schema: object): LenientReader {
  const properties: unknown = Reflect.get(schema, 'properties');
  const fields = Object.entries(isObject(properties) ? properties : {}).map(
    ([name, each]): readonly [string, LenientReader] => [name, readerOf(each)],
  );
  const isOpen = 'additionalProperties' in schema || 'patternProperties' in schema;
  return isOpen ? openObjectReader(new Map(fields)) : closedObjectReader(fields);
}

/** Only where no member takes the text as it is. */
function unionReader(members: readonly unknown[]): LenientReader {
  const takesText = members.some(
    (each) => !isObject(each) || isTextType(Reflect.get(each, 'type')),
  );
  if (takesText) return sameValue;
  const readers = members.map(readerOf);
  return (value, origin) => {
    if (typeof value !== 'string') return value;
    for (const reader of readers) {
      const read = reader(value, origin);
      if (read !== value) return read;
    }
    return value;
  };
}

const isTextType = (type: unknown): boolean => type === undefined || type === 'string';

/** By the `type` of a schema. */
const READERS: ReadonlyMap<unknown, (schema: object) => LenientReader> = new Map([
  ['number', () => readNumber],
  ['integer', () => readNumber],
  ['boolean', () => readBoolean],
  ['array', (schema: object) => listReader(readerOf(Reflect.get(schema, 'items')))],
  ['object', objectReader],
]);

/**
 * Reads a value as its JSON schema means it, where clients are known to write it in another way: a number as decimal text,
 * a boolean of a form as 1 or 0, a list of a URL with commas. Nothing else is changed, so that what is wrong stays wrong for
 * the validation that follows. Of objects, fields that the schema does not have are left out.
 */
export function readerOf(schema: unknown): LenientReader {
  if (!isObject(schema)) return sameValue;
  const anyOf: unknown = Reflect.get(schema, 'anyOf');
  if (Array.isArray(anyOf)) return unionReader(anyOf);
  return READERS.get(Reflect.get(schema, 'type'))?.(schema) ?? sameValue;
}
