const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What stands at a path in claims, of that what they themselves have, and nothing that all objects have. */
export function readClaim(claims: unknown, path: readonly string[]): unknown {
  let value = claims;
  for (const name of path) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}
