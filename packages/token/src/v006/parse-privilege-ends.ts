import { InvalidRoleError } from '../errors.js';
import { parsePrivileges } from '../services/privileges.js';
import type { RtcPrivilege, RtcRole } from '../services/rtc.js';
import type { WirePrivilegeEnd } from './encode.js';
import { parsePrivilegeEnd, type EndLimits } from './parse-end.js';
import type { RtcSubject, RtmSubject } from './parse-subject.js';
import type { Service006 } from './service-table.js';

/** A user in a channel, and what the user may do there: the privileges of a role, or a list of them. */
export type RtcGrant006 = RtcSubject &
  (
    | {
        /** `publisher` has all four privileges, `subscriber` only joins. */
        readonly role: RtcRole;
        /** When the privileges of the role end, Unix seconds. Default 0: with the token. */
        readonly privilegesExpireAt?: number | undefined;
        readonly privileges?: undefined;
      }
    | {
        /** Names alone end with the token; a record gives each its end as Unix seconds, 0 for the same. */
        readonly privileges:
          readonly RtcPrivilege[] | Readonly<Partial<Record<RtcPrivilege, number>>>;
        readonly role?: undefined;
        readonly privilegesExpireAt?: undefined;
      }
  );

/** A user of Signaling, who may log in. */
export interface RtmGrant006 extends RtmSubject {
  /** When the login ends, Unix seconds. Default 0: with the token. */
  readonly privilegesExpireAt?: number | undefined;
  readonly role?: undefined;
  readonly privileges?: undefined;
}

/** What a grant says about its privileges, not yet checked. */
interface GivenPrivilegeEnds {
  readonly role?: unknown;
  readonly privileges?: unknown;
  readonly privilegesExpireAt?: unknown;
}

/** What official builders of this format number, and what the same is here. */
const ROLE_OF_NUMBER: ReadonlyMap<unknown, RtcRole> = new Map([
  [0, 'publisher'],
  [1, 'publisher'],
  [2, 'subscriber'],
  [101, 'publisher'],
]);

/** Says to whoever comes from an official builder what a number is called here. */
function refuseRoleNumber(role: unknown): void {
  const name = ROLE_OF_NUMBER.get(role);
  if (name !== undefined) {
    throw new InvalidRoleError(`role ${String(role)} of official builders is '${name}' here`);
  }
}

/** The ends by name, undefined where only names are listed, or a role stands for them. */
function parseEnds(privileges: unknown): Readonly<Record<string, number>> | undefined {
  if (typeof privileges !== 'object' || privileges === null || Array.isArray(privileges))
    return undefined;
  // Each value is checked where it is used.
  return privileges as Readonly<Record<string, number>>;
}

/**
 * The privileges that a grant asks for, ascending by number as every builder writes them, and when each ends. Throws
 * `invalid_role`, `invalid_privilege`, `invalid_time` and `expiry_too_long`.
 */
export function parsePrivilegeEnds(
  service: Service006,
  { role, privileges, privilegesExpireAt = 0 }: GivenPrivilegeEnds,
  limits: EndLimits,
): readonly WirePrivilegeEnd[] {
  refuseRoleNumber(role);
  const ends = parseEnds(privileges);
  const listed = ends === undefined ? privileges : Object.keys(ends);
  const wanted = parsePrivileges(service, { role, privileges: listed }, limits.allowLong);
  return service.privileges
    .filter(({ id }) => wanted.some((privilege) => privilege.id === id))
    .map(({ id, name }) => {
      const end = ends === undefined ? privilegesExpireAt : ends[name];
      return { id, expiresAt: parsePrivilegeEnd(name, end as number, limits) };
    });
}
