import { InvalidOptionError, InvalidPrivilegeError } from './errors.js';
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
  /** The service that is wanted. */
  readonly row: AnyServiceRow;
  /** What its fields must be. */
  readonly fields: WantedValues;
  /** Names of its privileges that must be there. */
  readonly privileges: readonly string[];
  /** Which fields the token may leave open. */
  readonly allowWildcard: Readonly<Record<FieldSubject, boolean>>;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** A copy of the wanted names, so that what was checked here is what will be looked for. */
function parseNames(row: AnyServiceRow, names: unknown): readonly string[] {
  if (names === undefined) return [];
  if (!isList(names)) {
    throw new InvalidPrivilegeError(
      `expect.privileges must be a list, but it is ${quoteValue(names)}`,
    );
  }
  return [...names].map((name) => parsePrivilege(row, String(name)).name);
}

/**
 * What a verifier wants, from what its caller wrote. Throws `invalid_option` for an unknown service, and the codes of
 * the fields and privileges: a check that cannot be made must not pass silently.
 */
export function parseExpectation(expect: ServiceExpectation): Expectation {
  // A caller without types can expect anything.
  const service: unknown = expect?.service;
  const row = typeof service === 'string' ? findServiceByName(service) : undefined;
  if (row === undefined) {
    throw new InvalidOptionError(
      `expect.service ${quoteValue(service)} is not a service; use one of ${serviceNames().join(', ')}`,
    );
  }
  return {
    row,
    privileges: parseNames(row, expect.privileges),
    fields: row.parseExpectation(expect),
    allowWildcard: {
      channel: expect.allowWildcardChannel === true,
      uid: expect.allowWildcardUid === true,
    },
  };
}
