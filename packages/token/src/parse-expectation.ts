import { InvalidOptionError } from './errors.js';
import { quoteValue } from './quote-value.js';
import { parsePrivilege } from './services/privileges.js';
import type { FieldSubject, WantedValues } from './services/service-row.js';
import {
  findServiceByName,
  serviceNames,
  type AnyServiceRow,
  type ServiceExpectation,
} from './services/service-table.js';

/** What a verifier wants, checked against the service table. */
export interface Expectation {
  readonly row: AnyServiceRow;
  readonly fields: WantedValues;
  readonly privileges: readonly string[];
  readonly allowWildcard: Readonly<Record<FieldSubject, boolean>>;
}

/**
 * What a verifier wants, from what its caller wrote. Throws `invalid_option` for an unknown service, and the codes of
 * the fields and privileges: a check that cannot be made must not pass silently.
 */
export function parseExpectation(expect: ServiceExpectation): Expectation {
  // A caller without types can expect anything.
  const name: unknown = expect?.service;
  const row = findServiceByName(String(name));
  if (row === undefined) {
    throw new InvalidOptionError(
      `expect.service ${quoteValue(name)} is not a service; use one of ${serviceNames().join(', ')}`,
    );
  }
  const privileges = expect.privileges ?? [];
  for (const name of privileges) parsePrivilege(row, name);
  return {
    row,
    privileges,
    fields: row.parseExpectation(expect),
    allowWildcard: {
      channel: expect.allowWildcardChannel === true,
      uid: expect.allowWildcardUid === true,
    },
  };
}
