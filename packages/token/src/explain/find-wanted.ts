import type { Expectation } from '../parse-expectation.js';
import type { FieldRow, ServiceRow } from '../services/service-row.js';
import { findServiceByName, serviceNames, type TokenService } from '../services/service-table.js';
import type { Facts } from './parse-known.js';

/** The privileges that let a client in at all, whatever the service; of one service the fullest first. */
const ENTRY_PRIVILEGES = ['joinChannel', 'login', 'roomUser', 'user'];
/** Those that official builders leave out, so that their users get in without: section 7.1 of the format. */
const LEFT_OUT_PRIVILEGES = ['roomUser', 'user'];

/** The privileges that let a client into this service. */
const listEntryPrivileges = ({ privileges }: ServiceRow): readonly string[] =>
  ENTRY_PRIVILEGES.filter((name) => privileges.some((privilege) => privilege.name === name));

/** Whether a service has a field of that name. */
const hasField = (row: ServiceRow, name: string): boolean =>
  row.fields.some((field) => field.name === name);

/** A fact that names a channel or a user. */
export type FactName = 'channel' | 'uid' | 'account' | 'userId';
const FACT_NAMES: readonly FactName[] = ['channel', 'uid', 'account', 'userId'];

/** What is wanted of one service, and the facts that it was made of. */
export interface Wanted extends Expectation {
  readonly factNames: readonly FactName[];
}

/** The facts that are given. */
const listGiven = (facts: Facts): readonly FactName[] =>
  FACT_NAMES.filter((name) => facts[name] !== undefined);

/** The facts that a field is compared with, as they are called for its service; the first that is given counts. */
function listOwnFacts({ name, subject }: FieldRow): readonly FactName[] {
  if (subject === undefined) return [];
  if (subject === 'channel') return ['channel'];
  return name === 'uid' ? ['uid', 'account'] : ['userId'];
}

/** The facts that name a user in other services, and are taken where none of those is there to compare. */
function listForeignFacts({ name, subject }: FieldRow): readonly FactName[] {
  if (subject !== 'uid') return [];
  return name === 'uid' ? ['userId'] : ['account', 'uid'];
}

/** Whether a service has a field for one of these facts. */
const hasFact = (row: ServiceRow, names: readonly FactName[]): boolean =>
  row.fields.some((field) => listOwnFacts(field).some((name) => names.includes(name)));

/**
 * The rows of a token's services, each once, in its order. Chat beside a classroom is left out: its user is named by a
 * hash of the name that is known.
 */
function listRows(services: readonly TokenService[]): readonly ServiceRow[] {
  const names = new Set(services.map(({ service }) => service));
  const rows = [...names].flatMap((name) => findServiceByName(name) ?? []);
  const hasRoom = rows.some((row) => hasField(row, 'room'));
  return hasRoom ? rows.filter(({ name }) => name !== 'chat') : rows;
}

/** Whether a service knows all these privileges. */
const hasPrivileges = (row: ServiceRow, wanted: readonly string[]): boolean =>
  wanted.every((name) => row.privileges.some((privilege) => privilege.name === name));

/** What tells which service a token was shown to; of the services that fit, the token's own come first. */
function fitsKnown(row: ServiceRow, facts: Facts): boolean {
  const given = listGiven(facts);
  if (!hasPrivileges(row, facts.privileges)) return false;
  if (given.includes('userId') && given.length === 1) return hasField(row, 'userId');
  return hasField(row, 'channel') || (given.includes('channel') && hasField(row, 'room'));
}

/** The service that fits what is known, where none is named. */
function inferRow(facts: Facts, present: readonly ServiceRow[]): ServiceRow | undefined {
  if (facts.privileges.length === 0 && listGiven(facts).length === 0) {
    const isJoined = facts.use === 'join';
    return isJoined ? present.find((row) => listEntryPrivileges(row).length > 0) : undefined;
  }
  const all = serviceNames().flatMap((name) => findServiceByName(name) ?? []);
  return [...present, ...all].find((row) => fitsKnown(row, facts)) ?? all[0];
}

/** The services that were used: the one that is named, or the one that fits, and all of the token that a fact is about. */
function listUsedRows(facts: Facts, present: readonly ServiceRow[]): readonly ServiceRow[] {
  if (facts.service !== undefined) return [findServiceByName(facts.service) ?? []].flat();
  const given = listGiven(facts);
  const further = present.filter(
    (row) => listEntryPrivileges(row).length > 0 && hasFact(row, given),
  );
  return [...new Set([inferRow(facts, present) ?? [], further].flat())];
}

/** The fact that a field is compared with. */
function findFactName(
  field: FieldRow,
  facts: Facts,
  present: readonly ServiceRow[],
): FactName | undefined {
  const foreign = listForeignFacts(field).filter(
    (name) => facts.service !== undefined || !present.some((row) => hasFact(row, [name])),
  );
  return [...listOwnFacts(field), ...foreign].find((name) => facts[name] !== undefined);
}

/** What a fact is in a token; uid 0 stands for itself, because a client that joins with it gets a uid of its own. */
const textOf = (name: FactName | undefined, facts: Facts): string | undefined => {
  const value = name === undefined ? undefined : facts[name];
  return value === undefined ? undefined : String(value);
};

/** The privilege that lets this client in: into the room where one is known, or as the token would have it. */
function findEntryPrivilege(
  row: ServiceRow,
  { channel }: Facts,
  entries: readonly TokenService[],
): string | undefined {
  const names = listEntryPrivileges(row);
  if (channel !== undefined) return names[0];
  return names.find((name) => entries.some(({ privileges }) => name in privileges)) ?? names.at(-1);
}

/** What a client needs that got in, where nothing else is named. */
function listEntryNeeds(
  row: ServiceRow,
  facts: Facts,
  services: readonly TokenService[],
): readonly string[] {
  const isUsed = facts.use === 'join' || listGiven(facts).length > 0;
  if (facts.use === 'rest' || !isUsed) return [];
  const entries = services.filter(({ service }) => service === row.name);
  const name = findEntryPrivilege(row, facts, entries);
  const areBare =
    entries.length > 0 && entries.every(({ privileges }) => Object.keys(privileges).length === 0);
  return name === undefined || (areBare && LEFT_OUT_PRIVILEGES.includes(name)) ? [] : [name];
}

/**
 * What the token should open, as far as it is known: the service that was used first, and then every other one of the
 * token that a given fact is about. Privileges that are named are wanted of the first alone.
 */
export function findWanted(facts: Facts, services: readonly TokenService[]): readonly Wanted[] {
  const present = listRows(services);
  return listUsedRows(facts, present).map((row, index) => {
    const names = row.fields.map((field) => findFactName(field, facts, present));
    const isNamed = index === 0 && facts.privileges.length > 0;
    return {
      row,
      fields: names.map((name) => textOf(name, facts)),
      factNames: names.flatMap((name) => name ?? []),
      privileges: isNamed ? facts.privileges : listEntryNeeds(row, facts, services),
      allowWildcard: facts.allowWildcard,
    };
  });
}

/** The facts that are given, and that nothing in the token was compared with. */
export function listUncompared(facts: Facts, wanted: readonly Wanted[]): readonly FactName[] {
  const compared = wanted.flatMap(({ factNames }) => factNames);
  return listGiven(facts).filter((name) => !compared.includes(name));
}

/** The value of a field, whatever the service. */
const valueOf = (service: TokenService, name: string): string => {
  const values: Readonly<Record<string, unknown>> = { ...service };
  return String(values[name]);
};

/** A field that was asked for, and what the token has in its place. */
export interface Comparison {
  /** Its row in the table. */
  readonly field: FieldRow;
  /** What the token has. */
  readonly found: string;
  /** Undefined where any value will do. */
  readonly wanted: string | undefined;
}

/** The fields of a service that say whom and what it is for, beside what is wanted. */
export function compareFields(
  service: TokenService,
  { row, fields }: Expectation,
): readonly Comparison[] {
  return row.fields.flatMap((field, index) =>
    field.subject === undefined
      ? []
      : [{ field, found: valueOf(service, field.name), wanted: fields[index] }],
  );
}

/** Whether the token has what is wanted, wildcards aside. */
export const isEqual = ({ found, wanted }: Comparison): boolean =>
  wanted === undefined || wanted === found;
