import type { Revocation } from '../domain/revocation.js';

/** The subject of a revocation as a column holds it: JSON that we wrote. */
export function parseRevocationSubject(
  column: string,
): Pick<Revocation, 'user' | 'channel' | 'fingerprint'> {
  const { user, channel, fingerprint } = JSON.parse(column) as Partial<Revocation>;
  return { user, channel, fingerprint };
}
