import type { ExpectationOf, ServiceName } from '@stagedoor/token';
import type { RtcSubject, RtmSubject, Token006Privilege } from '@stagedoor/token/006';
import { toCanonicalAddress } from '../../domain/ip-address.js';
import { InvalidRequestError } from '../../errors.js';
import type { AdmissionRequest } from './admission.js';
import {
  SERVICE_ENTRIES,
  type ServiceEntries,
  type ServiceEntry,
  type SubjectPart,
} from './service-entry-table.js';

/** What is wanted in a form that the two verifiers take, and what the request knows of who arrives. */
export interface WantedAdmission {
  readonly request: AdmissionRequest;
  readonly rules: ServiceEntries;
  readonly entry: ServiceEntry;
  /** All that must be there and not over: the entry's own, then what the request names. */
  readonly privileges: readonly string[];
  /** For format 007. */
  readonly expectation: ExpectationOf<ServiceName>;
  /** For format 006: undefined where no token of it can be checked. */
  readonly wanted006: Wanted006 | undefined;
  /** As the request has them. */
  readonly channel: string | undefined;
  readonly user: string | undefined;
}

/** What a token of format 006 must be for. */
type Wanted006 = { readonly privileges: readonly Token006Privilege[] } & (RtcSubject | RtmSubject);

function findRules(service: unknown): ServiceEntries {
  if (typeof service === 'string' && Object.hasOwn(SERVICE_ENTRIES, service)) {
    return SERVICE_ENTRIES[service as ServiceName];
  }
  throw new InvalidRequestError(
    `service must be one of ${Object.keys(SERVICE_ENTRIES).join(', ')}`,
  );
}

function findEntry({ entries }: ServiceEntries, wanted: readonly string[]): ServiceEntry {
  const named = entries.find(({ privilege = '' }) => wanted.includes(privilege));
  return named ?? entries[0];
}

/** A request that forgets to say who arrives would let in anyone; one that says too much would not have it checked. */
function checkPart(
  part: SubjectPart,
  { request, entry }: Pick<WantedAdmission, 'request' | 'entry'>,
  isGiven: boolean,
): void {
  const { service, fromToken = [] } = request;
  const isNeeded = entry.needs.includes(part);
  const names = part === 'user' ? 'uid or account' : 'channel';
  if (isGiven && (!isNeeded || fromToken.includes(part))) {
    throw new InvalidRequestError(`${service} has nothing to check ${names} against: leave it out`);
  }
  if (isGiven || !isNeeded || fromToken.includes(part)) return;
  throw new InvalidRequestError(
    `${names} is missing: ${service} needs to know who arrives, and where`,
  );
}

/** The user as a token carries him: the two names of one user are one text. */
function nameUser({ uid, account }: AdmissionRequest): string | undefined {
  if (uid !== undefined && account !== undefined) {
    throw new InvalidRequestError('give uid or account, not both');
  }
  return uid === undefined ? account : String(uid);
}

/** The user in the words of the service. */
function toUserFields({ fields }: ServiceEntries, { uid, account }: AdmissionRequest): object {
  if (fields.user === 'userId') return { userId: uid ?? account };
  return uid === undefined ? { account } : { uid };
}

function buildExpectation(wanted: Omit<WantedAdmission, 'expectation' | 'wanted006'>): object {
  const { request, rules, privileges, channel, user } = wanted;
  const { channel: channelField = 'channel' } = rules.fields;
  const { allowWildcardChannel = false, allowWildcardUid = false } = request;
  return {
    service: request.service,
    privileges,
    ...(channel === undefined ? {} : { [channelField]: channel }),
    ...(user === undefined ? {} : toUserFields(rules, request)),
    ...(rules.hasWildcards ? { allowWildcardChannel, allowWildcardUid } : {}),
  };
}

function buildWanted006(
  wanted: Omit<WantedAdmission, 'expectation' | 'wanted006'>,
): object | undefined {
  const { request, rules, entry, privileges, channel, user } = wanted;
  const isWhole = user !== undefined && (channel !== undefined || !entry.needs.includes('channel'));
  if (request.allow006 !== true || !rules.has006 || !isWhole) return undefined;
  return {
    privileges,
    ...toUserFields(rules, request),
    ...(channel === undefined ? {} : { channel, allowWildcardUid: request.allowWildcardUid }),
  };
}

function checkAddress(address: string | undefined): void {
  if (address === undefined || toCanonicalAddress(address) !== undefined) return;
  throw new InvalidRequestError('address must be an IP address, as text and without a port');
}

/**
 * What somebody who arrives must show. Throws `invalid_request` where the request leaves open who that is, or says what
 * nothing can be compared with.
 */
export function parseAdmissionRequest(request: AdmissionRequest): WantedAdmission {
  const rules = findRules(request.service);
  const listed = request.privileges ?? [];
  const entry = findEntry(rules, listed);
  const { channel } = request;
  const user = nameUser(request);
  checkPart('channel', { request, entry }, channel !== undefined);
  checkPart('user', { request, entry }, user !== undefined);
  checkAddress(request.address);
  const own = entry.privilege === undefined ? [] : [entry.privilege];
  const privileges = [...new Set([...own, ...listed])];
  const wanted = { request, rules, entry, privileges, channel, user };
  return {
    ...wanted,
    expectation: buildExpectation(wanted) as ExpectationOf<ServiceName>,
    wanted006: buildWanted006(wanted) as Wanted006 | undefined,
  };
}
