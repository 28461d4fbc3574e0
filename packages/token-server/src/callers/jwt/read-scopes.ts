type Claims = Readonly<Record<string, unknown>>;

function follow(claims: Claims, path: readonly string[]): unknown {
  let value: unknown = claims;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

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
  const found = paths.map((path) => follow(claims, path)).find((value) => value !== undefined);
  return toScopes(found);
}
