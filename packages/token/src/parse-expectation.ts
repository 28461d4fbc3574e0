import { InvalidOptionError, InvalidPrivilegeError } from './errors.js';
import { checkNames, parseFlag } from './parse-flag.js';
import { quoteValue } from './quote-value.js';
import { parsePrivilege } from './services/privileges.js';
import type { FieldSubject, Given, ServiceRow } from './services/service-row.js';
import {
  findServiceByName,
  serviceNames,
  type ServiceExpectation,
} from './services/service-table.js';

/** What a verifier wants, checked against the service table. */
export interface Expectation {
  /** The service that is wanted. */
  readonly row: ServiceRow;
  /** What its fields must be, in the order of the row; undefined where any value will do. */
  readonly fields: readonly (string | undefined)[];
  /** Names of its privileges that must be there. */
  readonly privileges: readonly string[];
  /** Which fields the token may leave open. */
  readonly allowWildcard: Readonly<Record<FieldSubject, boolean>>;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** A copy of the wanted names, so that what was checked here is what will be looked for. */
function parseNames(row: ServiceRow, names: unknown): readonly string[] {
  if (names === undefined) return [];
  if (!isList(names)) {
    throw new InvalidPrivilegeError(
      `expect.privileges must be a list, but it is ${quoteValue(names)}`,
    );
  }
  return [...names].map((name) => parsePrivilege(row, name).name);
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
  // Read as it is, not copied: what a class or a prototype says counts as well.
  const given = expect as unknown as Given;
  checkNames(`expect for ${row.name}`, given, row.wantedNames);
  return {
    row,
    privileges: parseNames(row, given['privileges']),
    fields: row.fields.map((field) => field.parseWanted(given)),
    allowWildcard: {
      channel: parseFlag('allowWildcardChannel', given['allowWildcardChannel']),
      uid: parseFlag('allowWildcardUid', given['allowWildcardUid']),
    },
  };
}
