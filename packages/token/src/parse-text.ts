import { quoteValue } from './quote-value.js';
import { utf8Length } from './wire/utf8-length.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** How many bytes of UTF-8 a text may have, and what to throw for one that has not, or is none. */
export interface TextLimits {
  readonly fromBytes: 0 | 1;
  readonly toBytes: number;
  /** Makes the error, from a reason that begins with a verb. */
  readonly refuse: (reason: string) => Error;
}

/** A text that can be written as UTF-8. Throws what `limits.refuse` makes. */
export function parseText(value: unknown, { fromBytes, toBytes, refuse }: TextLimits): string {
  if (typeof value !== 'string') throw refuse(`is ${quoteValue(value)}`);
  if (LONE_SURROGATE.test(value)) throw refuse('has half a character');
  const length = utf8Length(value);
  if (length < fromBytes) throw refuse('is empty');
  if (length > toBytes) throw refuse(`has ${length} bytes`);
  return value;
}
