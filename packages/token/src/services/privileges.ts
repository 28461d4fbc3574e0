import { InvalidPrivilegeError, InvalidRoleError } from '../errors.js';
import { parseLife } from '../parse-life.js';
import { quoteValue } from '../quote-value.js';
import type { UnixSeconds } from '../unix-seconds.js';

/** How long a privilege lasts. */
export interface PrivilegeLife {
  /** As the token says it: seconds from the issue time; 0 means as long as the token. */
  readonly expiresInSeconds: number;
  /** When it ends: never later than the token itself. */
  readonly expiresAt: UnixSeconds;
}

/** Which privileges a grant brings: those of a role, all with one life, or a list, each with its own. */
export type PrivilegeSource<Role extends string, Privilege extends string> =
  | {
      readonly role: Role;
      /** Seconds from the issue time for all privileges of the role. Default 0: as long as the token. */
      readonly privilegesExpireInSeconds?: number | undefined;
      readonly privileges?: undefined;
    }
  | {
      /** Names alone live as long as the token; a record gives each its seconds from the issue time, 0 for the same. */
      readonly privileges: readonly Privilege[] | Readonly<Partial<Record<Privilege, number>>>;
      readonly role?: undefined;
      readonly privilegesExpireInSeconds?: undefined;
    };

/** A privilege as it goes to the wire. */
export interface WirePrivilege {
  readonly id: number;
  readonly expiresInSeconds: number;
}

/** What privileges and roles mean in one service. */
export interface PrivilegeTable {
  readonly name: string;
  readonly privileges: Readonly<Record<string, number>>;
  readonly roles: Readonly<Record<string, readonly string[]>>;
}

function privilegesOfRole(
  table: PrivilegeTable,
  source: { readonly role?: string | undefined; readonly privilegesExpireInSeconds?: number | undefined },
): Readonly<Record<string, number>> {
  const { role, privilegesExpireInSeconds = 0 } = source;
  const names = role !== undefined && Object.hasOwn(table.roles, role) ? table.roles[role] : undefined;
  if (names === undefined) throw new InvalidRoleError(role, Object.keys(table.roles));
  return Object.fromEntries(names.map((name) => [name, privilegesExpireInSeconds]));
}

type ListedPrivileges = readonly string[] | Readonly<Partial<Record<string, number>>>;

const isNameList = (listed: ListedPrivileges): listed is readonly string[] => Array.isArray(listed);

function privilegesListed(listed: ListedPrivileges): Readonly<Partial<Record<string, number>>> {
  return isNameList(listed) ? Object.fromEntries(listed.map((name) => [name, 0])) : listed;
}

/** The number of a privilege on the wire. Throws `invalid_privilege`. */
export function parsePrivilege(table: PrivilegeTable, name: string): number {
  const id = Object.hasOwn(table.privileges, name) ? table.privileges[name] : undefined;
  if (id !== undefined) return id;
  const known = Object.keys(table.privileges).join(', ');
  throw new InvalidPrivilegeError(
    `${quoteValue(name)} is not a privilege of ${table.name}; it has ${known}`,
  );
}

/**
 * The privileges that a grant asks for, ascending by number as every builder writes them. Throws `invalid_role`,
 * `invalid_privilege`, `invalid_expiry` and `expiry_too_long`.
 */
export function parsePrivileges(
  table: PrivilegeTable,
  source: PrivilegeSource<string, string>,
  allowLong: boolean,
): readonly WirePrivilege[] {
  const lives =
    source.privileges === undefined
      ? privilegesOfRole(table, source)
      : privilegesListed(source.privileges);
  const parsed = Object.entries(lives).map(([name, seconds]) => ({
    id: parsePrivilege(table, name),
    expiresInSeconds: parseLife(`the life of ${name}`, seconds, { fromSeconds: 0, allowLong }),
  }));
  if (parsed.length === 0) throw new InvalidPrivilegeError('the list of privileges is empty');
  return parsed.toSorted((a, b) => a.id - b.id);
}
