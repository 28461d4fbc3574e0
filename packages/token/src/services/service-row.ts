import type { Permissions } from './permissions.js';

/** One right inside a service. */
export interface PrivilegeRow {
  /** The number on the wire. */
  readonly id: number;
  /** Its name in our API, as in `joinChannel`. */
  readonly name: string;
}

/** What a field of a service names; decides which errors a mismatch has. */
export type FieldSubject = 'channel' | 'uid';

/** The value of a field as a token carries it. */
export type FieldValue = string | number | Permissions;

/** What a caller wrote: a grant or an expectation, not yet checked. */
export type Given = Readonly<Record<string, unknown>>;

/** One field of a service. */
export interface FieldRow {
  /** Its name in our API. */
  readonly name: string;
  /** Other names by which a grant or an expectation can give it. */
  readonly aliases?: readonly string[];
  /** How it stands on the wire: a string16, two bytes with a sign, or a permission block. */
  readonly kind: 'text' | 'int16' | 'permissions';
  /** What it names. Without it, no verifier can want a value of it. */
  readonly subject?: FieldSubject;
  /** Values that leave the field open: the token is for any channel, or any user. */
  readonly wildcards: readonly string[];
  /** Its value where a grant leaves it out. Without it, a grant must not. */
  readonly absent?: FieldValue;
  /** Privileges that mean nothing without it: for them a grant must not leave it out either. */
  readonly neededBy?: readonly string[];
  /** Its value from a grant. Throws the `invalid_…` codes. */
  parseGrant(grant: Given): FieldValue;
  /** The value that a verifier wants to see, undefined where any will do. Throws the `invalid_…` codes. */
  parseWanted(expectation: Given): string | undefined;
}

/** What a token can open, as it is written down in the service table. */
export interface ServiceFacts {
  /** The number on the wire. */
  readonly type: number;
  /** Its name in our API, as in `rtc`. */
  readonly name: string;
  /** Ascending by number, the order in which builders write them. */
  readonly privileges: readonly PrivilegeRow[];
  /** The privileges that each role brings. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** In the order of the wire. */
  readonly fields: readonly FieldRow[];
}

/**
 * What a token can open, as one row of the service table. Everything that issues, reads or checks tokens goes by these
 * rows: a new service is a new row. Only the drop-in has numbers of its own, those of `agora-token`.
 */
export interface ServiceRow extends ServiceFacts {
  /** All names that a grant can have. */
  readonly grantNames: readonly string[];
  /** All names that an expectation can have. */
  readonly wantedNames: readonly string[];
}

/** What every grant can have beside its fields. */
const GRANT_NAMES = ['service', 'role', 'privileges', 'privilegesExpireInSeconds'] as const;
/** What every expectation can have beside its fields. */
const WANTED_NAMES = ['service', 'privileges'] as const;

const namesOf = ({ name, aliases = [] }: FieldRow): readonly string[] => [name, ...aliases];

/** What allows a field to be a wildcard, where it can be one. */
function wildcardNames({ subject, wildcards }: FieldRow): readonly string[] {
  if (wildcards.length === 0) return [];
  return subject === 'channel' ? ['allowWildcardChannel'] : ['allowWildcardUid'];
}

/** A row with the names by which grants and expectations can speak of its fields. */
export function createServiceRow(facts: ServiceFacts): ServiceRow {
  // A field without a subject cannot be expected.
  const expected = facts.fields.filter(({ subject }) => subject !== undefined);
  return {
    grantNames: [...GRANT_NAMES, ...facts.fields.flatMap(namesOf)],
    wantedNames: [
      ...WANTED_NAMES,
      ...expected.flatMap(namesOf),
      ...expected.flatMap(wildcardNames),
    ],
    ...facts,
  };
}
