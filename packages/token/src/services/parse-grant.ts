import { InvalidServicesError } from '../errors.js';
import { checkNames } from '../parse-flag.js';
import { quoteValue } from '../quote-value.js';
import type { WireService } from '../v007/encode.js';
import { parsePrivileges, type WirePrivilege } from './privileges.js';
import type { FieldValue, Given, ServiceRow } from './service-row.js';
import { findServiceByName, serviceNames, type ServiceGrant } from './service-table.js';

/** The values of a grant's fields. One that is left out has its default, if no privilege of the grant needs it. */
function parseFields(
  { fields, privileges }: ServiceRow,
  grant: Given,
  granted: readonly WirePrivilege[],
): readonly FieldValue[] {
  return fields.map((field) => {
    const { name, absent, neededBy = [] } = field;
    if (absent === undefined || grant[name] !== undefined) return field.parseGrant(grant);
    const isNeeded = privileges.some(
      (row) => neededBy.includes(row.name) && granted.some(({ id }) => id === row.id),
    );
    return isNeeded ? field.parseGrant(grant) : absent;
  });
}

/**
 * A grant as it goes to the wire: its row says what its fields and privileges are called there. Throws
 * `invalid_services` for an unknown service, `invalid_option` for a name that it cannot have, and the codes of fields and
 * privileges.
 */
export function parseGrant(grant: ServiceGrant, allowLong: boolean): WireService {
  // A caller without types can list anything.
  const service: unknown = grant?.service;
  const row = typeof service === 'string' ? findServiceByName(service) : undefined;
  if (row === undefined) {
    throw new InvalidServicesError(
      `${quoteValue(service)} is not a service; use one of ${serviceNames().join(', ')}`,
    );
  }
  // Read as it is, not copied: what a class or a prototype says counts as well.
  const given = grant as unknown as Given;
  checkNames(`a grant of ${row.name}`, given, row.grantNames);
  const privileges = parsePrivileges(row, given, allowLong);
  return { type: row.type, privileges, fields: parseFields(row, given, privileges) };
}
