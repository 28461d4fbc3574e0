import {
  PrivilegeExpiredError,
  PrivilegeMissingError,
  ServiceMissingError,
  WildcardChannelError,
  WildcardUidError,
  WrongChannelError,
  WrongUidError,
  type TokenError,
} from './errors.js';
import { isOver, type JudgingTime } from './judging-time.js';
import type { Expectation } from './parse-expectation.js';
import type { PrivilegeLife } from './services/privileges.js';
import type { FieldRow } from './services/service-row.js';
import type { TokenService } from './services/service-table.js';

/** Whether one of the token's services satisfies an expectation, and what stands in the way where none does. */
export type Match =
  | { readonly kind: 'matched'; readonly service: TokenService }
  | { readonly kind: 'refused'; readonly error: TokenError };

/** A service that does not satisfy, and how many wants it met before: the nearest miss explains best. */
interface Miss {
  /** The first want that it does not meet. Made on demand: a token can hold thousands of services. */
  readonly explain: () => TokenError;
  /** How many it met before that one. */
  readonly metCount: number;
}

/** A field of the token that is not what is wanted. */
function refuseField({ name, subject }: FieldRow, found: string, wanted: string): TokenError {
  return subject === 'channel'
    ? new WrongChannelError(found, wanted, name)
    : new WrongUidError(found, wanted);
}

const isAllowed = ({ subject }: FieldRow, { allowWildcard }: Expectation): boolean =>
  subject === 'channel' ? allowWildcard.channel : allowWildcard.uid;

/** Compares as text, so that both are equal bytes; a wildcard of the token passes only where it is allowed. */
function missField(
  field: FieldRow,
  found: string,
  wanted: string,
  expectation: Expectation,
): Miss['explain'] | undefined {
  if (found === wanted) return undefined;
  if (!field.wildcards.includes(found)) return () => refuseField(field, found, wanted);
  if (isAllowed(field, expectation)) return undefined;
  return () => (field.subject === 'channel' ? new WildcardChannelError() : new WildcardUidError());
}

function missPrivilege(
  name: string,
  life: PrivilegeLife | undefined,
  time: JudgingTime,
): Miss['explain'] | undefined {
  if (life === undefined) return () => new PrivilegeMissingError(name);
  if (!isOver(life.expiresAt, time)) return undefined;
  return () => new PrivilegeExpiredError(name, life.expiresAt, time.now);
}

/** The first want that `service` does not meet: its fields in the order of the table, then the privileges. */
function findMiss(
  service: TokenService,
  expectation: Expectation,
  time: JudgingTime,
): Miss | undefined {
  const values: Readonly<Record<string, unknown>> = { ...service };
  let metCount = 0;
  const { fields } = expectation.row;
  for (let i = 0; i < fields.length; i += 1) {
    const field = fields[i];
    const wanted = expectation.fields[i];
    if (field === undefined || wanted === undefined) continue;
    const explain = missField(field, String(values[field.name]), wanted, expectation);
    if (explain !== undefined) return { explain, metCount };
    metCount += 1;
  }
  const lives: Readonly<Partial<Record<string, PrivilegeLife>>> = service.privileges;
  for (const name of expectation.privileges) {
    const explain = missPrivilege(name, lives[name], time);
    if (explain !== undefined) return { explain, metCount };
    metCount += 1;
  }
  return undefined;
}

/**
 * Looks for one service entry that has all that is wanted: channel, user and privileges are never put together from
 * several entries.
 */
export function matchExpectation(
  services: readonly TokenService[],
  expectation: Expectation,
  time: JudgingTime,
): Match {
  let nearest: Miss | undefined;
  for (const service of services) {
    if (service.service !== expectation.row.name) continue;
    const miss = findMiss(service, expectation, time);
    if (miss === undefined) return { kind: 'matched', service };
    if (nearest === undefined || miss.metCount > nearest.metCount) nearest = miss;
  }
  const present = services.map(({ service }) => service);
  const error = nearest?.explain() ?? new ServiceMissingError(expectation.row.name, present);
  return { kind: 'refused', error };
}
