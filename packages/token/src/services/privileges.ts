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

/** What a grant says about its privileges, not yet checked: a caller without types can give anything. */
interface GivenPrivileges {
  readonly role?: unknown;
  readonly privileges?: unknown;
  readonly privilegesExpireInSeconds?: unknown;
}

type Listed = readonly unknown[] | Readonly<Record<string, unknown>>;

const isList = (listed: Listed): listed is readonly unknown[] => Array.isArray(listed);
const isListed = (value: unknown): value is Listed => typeof value === 'object' && value !== null;

/** Privileges as they are listed, undefined where a role stands for them. */
function parseListed({
  role,
  privileges,
  privilegesExpireInSeconds,
}: GivenPrivileges): Listed | undefined {
  if (privileges === undefined) return undefined;
  if (role !== undefined) throw new InvalidPrivilegeError('give a role or privileges, not both');
  if (isListed(privileges)) {
    if (isList(privileges) || privilegesExpireInSeconds === undefined) return privileges;
    throw new InvalidPrivilegeError(
      'give each privilege its own life, or all of them one by privilegesExpireInSeconds, not both',
    );
  }
  throw new InvalidPrivilegeError(
    `privileges must be a list of names or a record of names and seconds, but it is ${quoteValue(privileges)}`,
  );
}

/** What to write in place of a role that does not exist. */
function describeChoice({ roles, privileges }: PrivilegeTable): string {
  const names = Object.keys(roles);
  const others = `privileges: ${privileges.map(({ name }) => name).join(', ')}`;
  return names.length === 0
    ? `list ${others}`
    : `use one of ${names.join(', ')}, or list ${others}`;
}

/** The privileges of a role; without one all, where there is no choice. */
function namesOfRole(table: PrivilegeTable, role: unknown): readonly string[] {
  if (role === undefined && table.privileges.length <= 1) {
    return table.privileges.map(({ name }) => name);
  }
  const names =
    typeof role === 'string' && Object.hasOwn(table.roles, role) ? table.roles[role] : undefined;
  if (names !== undefined) return names;
  throw new InvalidRoleError(
    `${quoteValue(role)} is not a role of ${table.name}; ${describeChoice(table)}`,
  );
}

/** The row of a privilege. Throws `invalid_privilege`. */
export function parsePrivilege(table: PrivilegeTable, name: unknown): PrivilegeRow {
  const found = table.privileges.find((row) => row.name === name);
  if (found !== undefined) return found;
  const known = table.privileges.map((row) => row.name).join(', ') || 'none';
  throw new InvalidPrivilegeError(
    `${quoteValue(name)} is not a privilege of ${table.name}; it has ${known}`,
  );
}

/** Throws `invalid_privilege` where there is none, or one that the table has not. */
function checkNames(table: PrivilegeTable, names: readonly unknown[]): void {
  if (names.length === 0 && table.privileges.length > 0) {
    throw new InvalidPrivilegeError('the list of privileges is empty');
  }
  for (const name of names) parsePrivilege(table, name);
}

/**
 * The privileges that a grant asks for, ascending by number as every builder writes them: those of its role, or those
 * that it lists. Throws `invalid_role`, `invalid_privilege`, `invalid_expiry` and `expiry_too_long`.
 */
export function parsePrivileges(
  table: PrivilegeTable,
  given: GivenPrivileges,
  allowLong: boolean,
): readonly WirePrivilege[] {
  const listed = parseListed(given) ?? namesOfRole(table, given.role);
  const lives = isList(listed) ? undefined : listed;
  const names = isList(listed) ? listed : Object.keys(listed);
  const { privilegesExpireInSeconds: sharedSeconds = 0 } = given;
  checkNames(table, names);
  const limits = { fromSeconds: 0, allowLong } as const;
  const wanted: WirePrivilege[] = [];
  for (const { id, name } of table.privileges) {
    if (!names.includes(name)) continue;
    const seconds = lives === undefined ? sharedSeconds : lives[name];
    const expiresInSeconds = parseLife(`the life of ${name}`, seconds, limits);
    wanted.push({ id, expiresInSeconds });
  }
  return wanted;
}
