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
import type { Expectation } from './parse-expectation.js';
import type { PrivilegeLife } from './services/privileges.js';
import type { FieldRow } from './services/service-row.js';
import type { TokenService } from './services/service-table.js';
import type { UnixSeconds } from './unix-seconds.js';

/** The time to judge by, and how far it may be off. */
export interface JudgingTime {
  /** The verifier's own time. */
  readonly now: UnixSeconds;
  /** How far it may be from the issuer's. */
  readonly toleranceSeconds: number;
}

/** Whether one of the token's services satisfies an expectation, and what stands in the way where none does. */
export type Match =
  | { readonly kind: 'matched'; readonly service: TokenService }
  | { readonly kind: 'refused'; readonly error: TokenError };

/** A service that does not satisfy, and how many wants it met before: the nearest miss explains best. */
interface Miss {
  /** The first want that it does not meet. */
  readonly error: TokenError;
  /** How many it met before that one. */
  readonly metCount: number;
}

const ERRORS_OF_SUBJECT = {
  channel: { wrong: WrongChannelError, wildcard: WildcardChannelError },
  uid: { wrong: WrongUidError, wildcard: WildcardUidError },
} as const;

/** Compares as text, so that both are equal bytes; a wildcard of the token passes only where it is allowed. */
function checkField(
  field: FieldRow,
  found: string,
  wanted: string,
  allowed: boolean,
): TokenError | undefined {
  if (found === wanted) return undefined;
  const errors = ERRORS_OF_SUBJECT[field.subject];
  if (!field.wildcards.includes(found)) return new errors.wrong(found, wanted);
  return allowed ? undefined : new errors.wildcard();
}

function checkPrivilege(
  name: string,
  life: PrivilegeLife | undefined,
  time: JudgingTime,
): TokenError | undefined {
  if (life === undefined) return new PrivilegeMissingError(name);
  const isOver = time.now - time.toleranceSeconds >= life.expiresAt;
  return isOver ? new PrivilegeExpiredError(name, life.expiresAt, time.now) : undefined;
}

/** The first want that `service` does not meet: its fields in the order of the table, then the privileges. */
function findMiss(
  service: TokenService,
  expectation: Expectation,
  time: JudgingTime,
): Miss | undefined {
  const values: Readonly<Record<string, unknown>> = { ...service };
  let metCount = 0;
  for (const field of expectation.row.fields) {
    const wanted = expectation.fields[field.name];
    if (wanted === undefined) continue;
    const allowed = expectation.allowWildcard[field.subject];
    const error = checkField(field, String(values[field.name]), wanted, allowed);
    if (error !== undefined) return { error, metCount };
    metCount += 1;
  }
  const lives: Readonly<Partial<Record<string, PrivilegeLife>>> = service.privileges;
  for (const name of expectation.privileges) {
    const error = checkPrivilege(name, lives[name], time);
    if (error !== undefined) return { error, metCount };
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
  const error = nearest?.error ?? new ServiceMissingError(expectation.row.name, present);
  return { kind: 'refused', error };
}
