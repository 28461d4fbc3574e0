import type { TokenClaims, TokenService } from '@stagedoor/token';
import { livePrivileges } from './live-privileges.js';

/** All that a service says but its privileges, as text. */
function placeOf(service: TokenService): string {
  const { privileges: _, ...place } = service;
  return JSON.stringify(place);
}

function findMorePrivileges(
  before: TokenService,
  after: TokenService,
  now: number,
): string | undefined {
  const live = livePrivileges(before, now);
  return Object.keys(after.privileges).find((name) => !live.includes(name));
}

/**
 * What a renewed token opens otherwise than the one before, in words for the log; undefined where it opens the same, or
 * fewer privileges of it. Both are compared as they would be read where they are shown.
 */
export function findRenewalDifference(
  before: TokenClaims,
  after: TokenClaims,
  now: number,
): string | undefined {
  const left = [...before.services];
  for (const service of after.services) {
    const place = placeOf(service);
    const index = left.findIndex((each) => placeOf(each) === place);
    const [same] = index === -1 ? [] : left.splice(index, 1);
    if (same === undefined) return `the policy gives another ${service.service}`;
    const more = findMorePrivileges(same, service, now);
    if (more !== undefined) return `the policy adds ${service.service} ${more}`;
  }
  const [missing] = left;
  return missing && `the policy leaves out ${missing.service}`;
}
