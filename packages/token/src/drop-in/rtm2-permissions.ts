import type { Permissions } from '../services/permissions.js';
import { WrongTypeError } from './errors.js';
import { toText, toUint16 } from './wire-values.js';

/** Names of resources by number of resource type, then of permission type. */
interface PermissionDetails {
  [resourceType: number]: { [permissionType: number]: string[] };
}

/**
 * What a Signaling user may read and write, for `RtmTokenBuilder.buildTokenWithPermissions`:
 *
 * ```ts
 * const permissions = new Rtm2Permissions();
 * permissions.add(Rtm2Permissions.kMessageChannels, Rtm2Permissions.kRead, ['lobby', 'news']);
 * ```
 */
export class Rtm2Permissions {
  /** Resource type: message channels. */
  static readonly kMessageChannels: number = 0;
  /** Resource type: stream channels. */
  static readonly kStreamChannels: number = 1;
  /** Resource type: groups of channels. */
  static readonly kGroupChannels: number = 2;
  /** Resource type: groups of servers. */
  static readonly kServerGroups: number = 3;
  /** Resource type: users. */
  static readonly kUsers: number = 4;
  /** Permission type: to read. */
  static readonly kRead: number = 0;
  /** Permission type: to write. */
  static readonly kWrite: number = 1;

  /** All that was added. */
  details: PermissionDetails = {};

  /**
   * Sets which resources a permission of one type is for, in place of those it was for before. Checks nothing: numbers
   * and names are looked at when the token is built. Throws a TypeError for resources that cannot be listed.
   */
  add(resourceType: number, permissionType: number, resources: Iterable<string>): void {
    const permissions = (this.details[resourceType] ||= {});
    permissions[permissionType] = Array.from(resources);
  }
}

/** The names of a table's entries, ascending by the numbers that they are. */
function numberedKeys(table: object): readonly string[] {
  return Object.keys(table).toSorted((a, b) => Number(a) - Number(b));
}

/** Fails for what has no entries. */
function present<Value>(value: Value | undefined): Value {
  if (value === undefined || value === null) throw new WrongTypeError('a list', value);
  return value;
}

/** The names for each action. Checks numbers and counts in the order in which the block is written. */
function toLists(
  actions: PermissionDetails[number],
  keys: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  toUint16(keys.length);
  const lists: Record<string, readonly string[]> = {};
  for (const key of keys) {
    toUint16(Number(key));
    const names = present(actions[Number(key)]);
    toUint16(names.length);
    lists[key] = names.map(toText);
  }
  return lists;
}

/**
 * The permission block of a token. Numbers that mean nothing go into it too, as long as they fit. Throws a TypeError for
 * what is no list of texts, and a RangeError for a number, a count or a text that does not fit.
 */
export function toPermissions({ details }: Rtm2Permissions): Permissions {
  const keys = numberedKeys(details);
  toUint16(keys.length);
  const permissions: Record<string, Readonly<Record<string, readonly string[]>>> = {};
  for (const key of keys) {
    const actions = present(details[Number(key)]);
    const actionKeys = numberedKeys(actions);
    toUint16(Number(key));
    permissions[key] = toLists(actions, actionKeys);
  }
  return permissions;
}
