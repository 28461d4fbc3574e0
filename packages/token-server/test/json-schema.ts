/** A part of JSON Schema 2020-12: the keywords that the schemas of this repository use, and an error for any other. */

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: isSchema,
  null: (value) => value === null,
};

type Keyword = (
  operand: never,
  value: unknown,
  check: (schema: unknown, value: unknown) => boolean,
  schema: Schema,
) => boolean;

const ofText = (value: unknown, holds: (text: string) => boolean): boolean =>
  typeof value !== 'string' || holds(value);
const ofNumber = (value: unknown, holds: (number: number) => boolean): boolean =>
  typeof value !== 'number' || holds(value);
const ofList = (value: unknown, holds: (list: readonly unknown[]) => boolean): boolean =>
  !Array.isArray(value) || holds(value);
const ofObject = (value: unknown, holds: (object: Schema) => boolean): boolean =>
  !isSchema(value) || holds(value);
const ignored = (): boolean => true;

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  $schema: ignored,
  $defs: ignored,
  title: ignored,
  description: ignored,
  examples: ignored,
  type: (name: string, value) => TYPES[name]?.(value) ?? false,
  const: (wanted: unknown, value) => value === wanted,
  enum: (names: readonly unknown[], value) => names.includes(value),
  pattern: (source: string, value) => ofText(value, (text) => new RegExp(source, 'u').test(text)),
  minLength: (least: number, value) => ofText(value, ({ length }) => length >= least),
  maxLength: (most: number, value) => ofText(value, ({ length }) => length <= most),
  minimum: (least: number, value) => ofNumber(value, (number) => number >= least),
  maximum: (most: number, value) => ofNumber(value, (number) => number <= most),
  minItems: (least: number, value) => ofList(value, ({ length }) => length >= least),
  maxItems: (most: number, value) => ofList(value, ({ length }) => length <= most),
  uniqueItems: (_: true, value) => ofList(value, (list) => new Set(list).size === list.length),
  items: (schema: Schema, value, check) =>
    ofList(value, (list) => list.every((item) => check(schema, item))),
  maxProperties: (most: number, value) =>
    ofObject(value, (object) => Object.keys(object).length <= most),
  required: (names: readonly string[], value) =>
    ofObject(value, (object) => names.every((name) => Object.hasOwn(object, name))),
  properties: (schemas: Schema, value, check) =>
    ofObject(value, (object) =>
      Object.entries(schemas).every(
        ([key, schema]) => !Object.hasOwn(object, key) || check(schema, object[key]),
      ),
    ),
  additionalProperties: (_: false, value, _check, { properties = {} }) =>
    ofObject(value, (object) =>
      Object.keys(object).every((key) => Object.hasOwn(properties as object, key)),
    ),
  oneOf: (schemas: readonly Schema[], value, check) =>
    schemas.filter((schema) => check(schema, value)).length === 1,
  not: (schema: Schema, value, check) => !check(schema, value),
  if: (schema: Schema, value, check, { then }) => !check(schema, value) || check(then, value),
};

/** Whether a value is as a schema says. Throws for a keyword that is not known here. */
export function isOfSchema(root: unknown, value: unknown): boolean {
  const definitions = isSchema(root) ? (root['$defs'] as Schema | undefined) : undefined;
  const check = (schema: unknown, part: unknown): boolean => {
    if (!isSchema(schema)) throw new Error('a schema is an object here');
    return Object.entries(schema).every(([name, operand]) => {
      // Read with the `if` beside it.
      if (name === 'then') return true;
      if (name === '$ref')
        return check(definitions?.[String(operand).replace('#/$defs/', '')], part);
      const keyword = KEYWORDS[name];
      if (keyword === undefined) throw new Error(`the keyword ${name} is not known here`);
      return keyword(operand as never, part, check, schema);
    });
  };
  return check(root, value);
}
