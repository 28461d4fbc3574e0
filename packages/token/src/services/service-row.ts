/** One right inside a service. */
export interface PrivilegeRow {
  /** The number on the wire. */
  readonly id: number;
  /** Its name in our API, as in `joinChannel`. */
  readonly name: string;
}

/** What a field of a service names; decides which errors a mismatch has. */
export type FieldSubject = 'channel' | 'uid';

/** One text field of a service, a string16 on the wire. */
export interface FieldRow {
  /** Its name in our API. */
  readonly name: string;
  /** What it names. */
  readonly subject: FieldSubject;
  /** Values that leave the field open: the token is for any channel, or any user. */
  readonly wildcards: readonly string[];
}

/** The values of a service's fields, by name. */
type FieldValues = Readonly<Record<string, string>>;

/** The values that a verifier wants of a service's fields; undefined where any will do. */
export type WantedValues = Readonly<Record<string, string | undefined>>;

/**
 * What a token can open, as one row of the service table. Everything that issues, reads or checks tokens goes by these
 * rows: a new service is a new row, and nothing else enumerates them.
 */
export interface ServiceRow<Grant, Expectation> {
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
  /** The fields that a grant asks for. Throws the `invalid_…` codes. */
  parseGrant(grant: Grant): FieldValues;
  /** The fields that a verifier wants to see. Throws the `invalid_…` codes. */
  parseExpectation(expectation: Expectation): WantedValues;
}
