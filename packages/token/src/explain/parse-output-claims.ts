import type { TokenClaims } from '../v007/token-claims.js';
import type { Facts } from './parse-known.js';
import { omitSecrets } from './quote-text.js';

/** A value with each of its texts changed; the names of fields stay as they are. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, mapTexts(item, change)]);
  return Object.fromEntries(entries);
}

/**
 * What a token says, as it can be shown: without certificates, the customer secret and other tokens, in whatever field
 * they stand. Nothing else of it is changed.
 */
export function parseOutputClaims(claims: TokenClaims, facts: Facts): TokenClaims {
  return mapTexts(claims, (text) => omitSecrets(text, facts)) as TokenClaims;
}
