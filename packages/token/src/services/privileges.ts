import { InvalidPrivilegeError, InvalidRoleError } from '../errors.js';
import { parseLife } from '../parse-life.js';
import { quoteValue } from '../quote-value.js';
import type { UnixSeconds } from '../unix-seconds.js';
import type { PrivilegeRow } from './service-row.js';

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
      /** A name for a usual set of privileges. */
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
  /** The privilege's number in its service. */
  readonly id: number;
  /** Seconds from the issue time; 0 means as long as the token. */
  readonly expiresInSeconds: number;
}

/** What privileges and roles mean in one service. */
export interface PrivilegeTable {
  readonly name: string;
  readonly privileges: readonly PrivilegeRow[];
  readonly roles: Readonly<Record<string, readonly string[]>>;
}

type ListedPrivileges = readonly string[] | Readonly<Partial<Record<string, number>>>;

const isNameList = (listed: ListedPrivileges): listed is readonly string[] => Array.isArray(listed);

/** A caller without types can give anything, and must not get something else by chance. */
function checkListed(role: unknown, privileges: unknown): void {
  if (role !== undefined) throw new InvalidPrivilegeError('give a role or privileges, not both');
  if (typeof privileges === 'object' && privileges !== null) return;
  throw new InvalidPrivilegeError(
    `privileges must be a list of names or a record of names and seconds, but it is ${quoteValue(privileges)}`,
  );
}

/** The names that a grant asks for: of its role, or as listed, and never both. */
function namesOf(
  table: PrivilegeTable,
  { role, privileges }: PrivilegeSource<string, string>,
): readonly string[] {
  if (privileges !== undefined) {
    checkListed(role, privileges);
    return isNameList(privileges) ? privileges : Object.keys(privileges);
  }
  const names = Object.hasOwn(table.roles, role) ? table.roles[role] : undefined;
  if (names === undefined) throw new InvalidRoleError(role, Object.keys(table.roles));
  return names;
}

/** The life that a grant gives one of its privileges, not yet checked. */
function lifeOf(source: PrivilegeSource<string, string>, name: string): unknown {
  const { privileges, privilegesExpireInSeconds = 0 } = source;
  return privileges === undefined || isNameList(privileges)
    ? privilegesExpireInSeconds
    : privileges[name];
}

/** The row of a privilege. Throws `invalid_privilege`. */
export function parsePrivilege(table: PrivilegeTable, name: string): PrivilegeRow {
  const found = table.privileges.find((row) => row.name === name);
  if (found !== undefined) return found;
  const known = table.privileges.map((row) => row.name).join(', ');
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
  const names = namesOf(table, source);
  if (names.length === 0) throw new InvalidPrivilegeError('the list of privileges is empty');
  for (const name of names) parsePrivilege(table, name);
  const limits = { fromSeconds: 0, allowLong } as const;
  const wanted: WirePrivilege[] = [];
  for (const { id, name } of table.privileges) {
    if (!names.includes(name)) continue;
    const expiresInSeconds = parseLife(`the life of ${name}`, lifeOf(source, name), limits);
    wanted.push({ id, expiresInSeconds });
  }
  return wanted;
}
