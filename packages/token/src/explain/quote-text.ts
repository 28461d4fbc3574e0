import { quoteValue } from '../quote-value.js';
import type { Facts } from './parse-known.js';

/** What a token begins with, once compressed: nobody names a channel or a user so. */
const TOKEN_TEXT = /007eJ[\w+/=-]*/g;
const OMISSION = '…';

/** All texts that must not be said. */
function listSecrets({ live, others, customerSecret }: Facts): readonly string[] {
  const certificates = [...live, ...others].map(({ certificate }) => certificate);
  return customerSecret === undefined ? certificates : [...certificates, customerSecret];
}

/** Without capitals, and of the same length: `toLowerCase` makes some letters longer. */
const foldCase = (text: string): string =>
  text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** `text` without `hidden`, in whatever letter case. No pattern is made of a secret: too long a one would be told. */
function omitText(text: string, hidden: string): string {
  let left = 0;
  let safe = '';
  const parts = foldCase(text).split(foldCase(hidden));
  for (const [index, { length }] of parts.entries()) {
    safe += `${index === 0 ? '' : OMISSION}${text.slice(left, left + length)}`;
    left += length + hidden.length;
  }
  return safe;
}

/** `text` without any part that is a secret, in whatever letter case, or a token. */
export function omitSecrets(text: string, facts: Facts): string {
  const safe = text.replaceAll(TOKEN_TEXT, OMISSION);
  return listSecrets(facts).reduce(omitText, safe);
}

/** The most of a text that is looked through for secrets; what is said is shorter. */
const MAX_SHOWN = 512;

/** A text from outside as it can stand in a message: quoted, escaped, not too long, and without secrets. */
export function quoteText(text: string, facts: Facts): string {
  if (text.length <= MAX_SHOWN) return quoteValue(omitSecrets(text, facts));
  return `a text of ${text.length} characters`;
}

/** The same with its length, which tells of what cannot be seen. */
export function quoteWithLength(text: string, facts: Facts): string {
  return `${quoteText(text, facts)} (${text.length} character${text.length === 1 ? '' : 's'})`;
}

/** At most this many of a list are said. */
const MAX_LISTED = 5;

/** A list for people, shortened where it is long. */
export function listBounded(items: readonly string[]): string {
  const left = items.length - MAX_LISTED;
  const shown = items.slice(0, MAX_LISTED).join(', ');
  return left > 0 ? `${shown} and ${left} more` : shown;
}
