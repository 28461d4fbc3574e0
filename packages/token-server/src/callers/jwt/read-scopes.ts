import { readClaim } from '../read-claim.js';

type Claims = Readonly<Record<string, unknown>>;

/** RFC 8693, section 4.2 has one text with blanks between the scopes; many issuers have a list. */
function toScopes(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(' ').filter((scope) => scope !== '');
  return Array.isArray(value) ? value.filter((scope) => typeof scope === 'string') : [];
}

/** The scopes that claims have: of the first of these ways that leads to a claim. */
export function readScopes(
  claims: Claims,
  paths: readonly (readonly string[])[],
): readonly string[] {
  const found = paths.map((path) => readClaim(claims, path)).find((value) => value !== undefined);
  return toScopes(found);
}
