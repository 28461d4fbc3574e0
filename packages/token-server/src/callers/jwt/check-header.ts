import { JwtRefusedError } from '../errors.js';

/** RFC 9068, section 2.1, and RFC 7519, section 5.1; other kinds of JWTs, as those of logouts, are not for callers. */
const TYPES: ReadonlySet<string> = new Set(['jwt', 'at+jwt']);

/**
 * Refuses a JWT for what its header says before any key is looked for: one of another kind, one with extensions that must be
 * understood, or one whose `kid` is no text. Keys, and places of keys, that a header brings along are not looked at. Throws
 * `jwt_refused`.
 */
export function checkHeader(header: Readonly<Record<string, unknown>>): void {
  const { typ, crit, b64, kid } = header;
  if (crit !== undefined || b64 !== undefined)
    throw new JwtRefusedError('the header has crit or b64');
  if (kid !== undefined && typeof kid !== 'string') throw new JwtRefusedError('kid is no text');
  if (typ === undefined) return;
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';
  if (!TYPES.has(type)) throw new JwtRefusedError('typ is neither JWT nor at+jwt');
}
