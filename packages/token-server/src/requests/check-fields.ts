import { quoteValue } from '@stagedoor/token';
import { suggestName } from '../policy/document/suggest-name.js';
import { UnknownFieldError } from './errors.js';
import type { JsonFields } from './parse-json-object.js';

/** Throws `unknown_field` for a field that is none of `known`: what is passed over in silence is taken for granted. */
export function checkFields(fields: JsonFields, known: readonly string[]): void {
  for (const name of fields.keys()) {
    if (known.includes(name)) continue;
    throw new UnknownFieldError(quoteValue(name), suggestName(name, known), known);
  }
}
