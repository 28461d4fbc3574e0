import type { TokenService } from '@stagedoor/token';
import { RenewalDiffersError } from '../requests/errors.js';

/** The name of a privilege that is not known here: its number. */
const NUMBER = /^\d+$/;

/**
 * The privileges of a service that are not over. Throws `renewal_differs` where all of them are, and where one is not known
 * here: a new token cannot have it.
 */
export function livePrivileges(
  { service, privileges }: TokenService,
  now: number,
): readonly string[] {
  const all = Object.entries(privileges);
  const live = all.flatMap(([name, life]) =>
    life !== undefined && life.expiresAt > now ? [name] : [],
  );
  const unknown = live.find((name) => NUMBER.test(name));
  if (unknown !== undefined) {
    throw new RenewalDiffersError(`${service}: the privilege ${unknown} is not known`);
  }
  if (all.length > 0 && live.length === 0) {
    throw new RenewalDiffersError(`${service}: all its privileges are over`);
  }
  return live;
}
