import { InvalidPrivilegeError } from '../errors.js';
import { quoteValue } from '../quote-value.js';
import { parsePrivilege } from '../services/privileges.js';
import type { Service006 } from './service-table.js';

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The privileges that must be there: that which opens the service, then those listed. Throws `invalid_privilege`. */
export function parseWantedPrivileges(
  service: Service006,
  listed: unknown = [],
): readonly string[] {
  if (!isList(listed)) {
    throw new InvalidPrivilegeError(`privileges must be a list, but it is ${quoteValue(listed)}`);
  }
  const names = [...listed].map((name) => parsePrivilege(service, name).name);
  return [service.entry, ...names];
}
