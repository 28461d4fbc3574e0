import { JwtRefusedError } from '../errors.js';

type Claims = Readonly<Record<string, unknown>>;

/** Names that mean something to every object: a user who may name claims could mislead who reads them. */
const MISLEADING_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Deeper than any that are known; what reads claims may call itself for each level. */
const MAX_DEPTH = 32;

function copyObject(value: object, depth: number): Claims {
  const copy: Record<string, unknown> = { __proto__: null };
  for (const [name, each] of Object.entries(value)) {
    if (!MISLEADING_NAMES.has(name)) copy[name] = copyValue(each, depth + 1);
  }
  return Object.freeze(copy);
}

function copyValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH)
    throw new JwtRefusedError(`its claims are more than ${MAX_DEPTH} levels deep`);
  return Array.isArray(value)
    ? Object.freeze(value.map((each) => copyValue(each, depth + 1)))
    : copyObject(value, depth);
}

/**
 * A copy of claims that nobody can change, and whose objects have no prototype and no misleading names: a name that is not there
 * is undefined, and no method. Throws `jwt_refused` for claims in too many levels.
 */
export function copyClaims(claims: object): Claims {
  return copyObject(claims, 1);
}
