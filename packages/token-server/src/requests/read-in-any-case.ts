import { RepeatedFieldError } from '../errors.js';
import type { JsonFields } from './parse-json-object.js';

function findName<Name extends string>(names: readonly Name[], key: string): Name | undefined {
  const wanted = key.toLowerCase();
  return names.find((name) => name === key) ?? names.find((name) => name.toLowerCase() === wanted);
}

/**
 * The values of these fields, by the names that are given here; in the body, the names may have any letter case. Other
 * fields are left out. Throws `repeated_field` for two spellings of one.
 */
export function readInAnyCase<Name extends string>(
  fields: JsonFields,
  names: readonly Name[],
): ReadonlyMap<Name, unknown> {
  const found = new Map<Name, unknown>();
  for (const [key, value] of fields) {
    const name = findName(names, key);
    if (name === undefined) continue;
    if (found.has(name)) throw new RepeatedFieldError(name);
    found.set(name, value);
  }
  return found;
}
