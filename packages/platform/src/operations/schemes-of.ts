import { FAMILIES, type SchemeName } from './family-table.js';
import type { Operation } from './operation.js';

/** Those by which users, not customers, prove themselves. */
const USER_SCHEMES: ReadonlySet<SchemeName> = new Set(['agora-token']);

/** The schemes that an operation takes, the preferred one first: those of its family, and of users only where it says so. */
export function schemesOf<Ports>({
  family,
  token,
}: Pick<Operation<Ports>, 'family' | 'token'>): readonly SchemeName[] {
  return FAMILIES[family].schemes.filter((name) => token !== undefined || !USER_SCHEMES.has(name));
}
