import {
  ExpiredTokenError,
  NotYetValidError,
  PrivilegeExpiredError,
  PrivilegeMissingError,
  TokenInputError,
  TokenRejectedError,
} from '@stagedoor/token';
import type { Project } from '../../domain/project.js';
import { type Revocation, revocationKey, type RevocationSubject } from '../../domain/revocation.js';
import type { SystemSources } from '../../domain/system-sources.js';
import { InvalidRequestError, PlatformError, StorageUnavailableError } from '../../errors.js';
import type { Admission, AdmissionRequest, Admitted, Refused } from './admission.js';
import type { AdmissionPorts, Ban } from './admission-ports.js';
import {
  AdmissionRefusedError,
  KickedError,
  ProjectDisabledError,
  TokenRevokedError,
  UnknownProjectError,
} from './errors.js';
import { parseAdmissionRequest, type WantedAdmission } from './parse-admission-request.js';
import { type ProvenToken, proveToken, readAppId } from './prove-token.js';

const MILLIS = 1000;
/** How long before its end a token is renewed: clients do it then. */
const RENEW_BEFORE_SECONDS = 30;
/** How far the clock of an issuer may run ahead. */
const CLOCK_TOLERANCE_SECONDS = 60;
/** A uid as a token carries it. */
const UID = /^[1-9]\d{0,9}$/;
const MAX_UID = 0xffff_ffff;
const JOIN = 'join_channel';

/** Somebody with a proven token, and who he is as far as it is known. */
interface Arrival {
  readonly wanted: WantedAdmission;
  readonly token: ProvenToken;
  readonly project: Project;
  readonly channel: string | undefined;
  readonly user: string | undefined;
  readonly now: number;
}

/** Reads from storage. Throws `storage_unavailable` for whatever goes wrong there. */
async function readStored<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw new StorageUnavailableError(
      'nobody can be let in: the database does not answer; try again',
      { cause: error },
    );
  }
}

async function findProject(
  { appId, token, allow006 = false }: AdmissionRequest,
  { projects }: AdmissionPorts,
): Promise<Project> {
  const project = await readStored(projects.findByAppId(appId ?? readAppId(token, allow006)));
  if (project === undefined) throw new UnknownProjectError();
  if (project.status === 'disabled') throw new ProjectDisabledError();
  return project;
}

/**
 * The ends, to the second. Tolerance is for issuers whose clocks run ahead; a grant that is over by the clock of the
 * platform would be none.
 */
function checkEnds({ wanted, token, now }: Arrival): void {
  const { endsAt, issuedAt, privileges } = token;
  if (issuedAt > now + CLOCK_TOLERANCE_SECONDS) throw new NotYetValidError(issuedAt, now);
  if (endsAt <= now) throw new ExpiredTokenError(endsAt, now);
  for (const name of wanted.privileges) {
    const end = privileges[name] ?? endsAt;
    if (end <= now) throw new PrivilegeExpiredError(name, end, now);
  }
}

/** All subjects whose revocation would concern him. */
function revocableSubjects({ token, channel, user }: Arrival): readonly RevocationSubject[] {
  return [
    { kind: 'token', identity: token.identity },
    { kind: 'project' },
    ...(user === undefined ? [] : [{ kind: 'user', user } as const]),
    ...(channel === undefined ? [] : [{ kind: 'channel', channel } as const]),
    ...(user === undefined || channel === undefined
      ? []
      : [{ kind: 'channel-user', channel, user } as const]),
  ];
}

function checkRevocations(revocations: readonly Revocation[], { token }: Arrival): void {
  const found = revocations.find(
    ({ kind, issuedUntil }) => kind === 'token' || token.issuedAt <= issuedUntil,
  );
  if (found !== undefined) throw new TokenRevokedError(found.kind, found.issuedUntil);
}

/** Bans know users by number; an account of digits is that number, because one token opens for both. */
const toUid = (user: string | undefined): number | undefined =>
  user !== undefined && UID.test(user) && Number(user) <= MAX_UID ? Number(user) : undefined;

async function findBans(
  { wanted, project, channel, user, now }: Arrival,
  { kickingRules }: AdmissionPorts,
): Promise<readonly Ban[]> {
  // Bans are of channels: who logs in elsewhere meets none.
  if (!wanted.entry.needs.includes('channel')) return [];
  const { appId } = project;
  const { address } = wanted.request;
  const atMs = now * MILLIS;
  return kickingRules.findActive({ appId, uid: toUid(user), channel, address, atMs });
}

const latestEnd = (bans: readonly Ban[]): number =>
  Math.ceil(Math.max(...bans.map(({ endsAtMs }) => endsAtMs)) / MILLIS);

/** What bans take away of what the token carries, with the ends of these bans. */
function withhold(bans: readonly Ban[], { wanted, token }: Arrival): Record<string, number> {
  const { banned } = wanted.rules;
  const names = Object.keys(token.privileges).flatMap((name) => {
    const found = bans.filter((ban) => ban.privileges.some((each) => banned[each]?.includes(name)));
    return found.length === 0 ? [] : [[name, latestEnd(found)] as const];
  });
  return Object.fromEntries(names);
}

function checkBans(bans: readonly Ban[]): void {
  const joinBans = bans.filter(({ privileges }) => privileges.includes(JOIN));
  if (joinBans.length > 0) throw new KickedError('joining', latestEnd(joinBans));
}

/** What is left of the token: what is neither over nor withheld. */
function keepPrivileges(
  { token, now }: Arrival,
  withheld: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(token.privileges).filter(
      ([name, end]) => end > now && !Object.hasOwn(withheld, name),
    ),
  );
}

/** Where any privilege will do to come in, one must be left. */
function checkKept(
  { wanted }: Arrival,
  kept: Readonly<Record<string, number>>,
  withheld: Readonly<Record<string, number>>,
): void {
  const ends = wanted.privileges.flatMap((name) => withheld[name] ?? []);
  if (ends.length > 0) throw new KickedError('publishing', Math.max(...ends));
  const isAnyNeeded = wanted.entry.privilege === undefined && wanted.entry.needs.length > 0;
  if (!isAnyNeeded || Object.keys(kept).length > 0) return;
  const all = Object.values(withheld);
  if (all.length > 0) throw new KickedError('publishing', Math.max(...all));
  throw new PrivilegeMissingError(`of any use at ${wanted.request.service}`);
}

function grant(arrival: Arrival, bans: readonly Ban[]): Admitted {
  const { wanted, token, project, channel, user, now } = arrival;
  checkBans(bans);
  const withheld = withhold(bans, arrival);
  const privileges = keepPrivileges(arrival, withheld);
  checkKept(arrival, privileges, withheld);
  const expiresAt = privileges[wanted.entry.privilege ?? ''] ?? token.endsAt;
  const { version, fingerprint, issuedAt, endsAt, certificate } = token;
  return {
    kind: 'admitted',
    appId: project.appId,
    projectId: project.id,
    service: wanted.request.service,
    channel,
    user,
    privileges,
    withheld,
    expiresAt,
    renewAt: Math.max(now, expiresAt - RENEW_BEFORE_SECONDS),
    token: { version, fingerprint, issuedAt, expiresAt: endsAt, certificate },
  };
}

async function decide(
  wanted: WantedAdmission,
  ports: AdmissionPorts,
  now: number,
): Promise<Admitted> {
  const project = await findProject(wanted.request, ports);
  const token = proveToken(wanted, project, now);
  const { channel = token.channel, user = token.user } = wanted;
  const arrival: Arrival = { wanted, token, project, channel, user, now };
  checkEnds(arrival);
  const keys = revocableSubjects(arrival).map((each) => revocationKey(project.appId, each));
  const [revocations, bans] = await readStored(
    Promise.all([ports.revocations.findByKeys(keys), findBans(arrival, ports)]),
  );
  checkRevocations(revocations, arrival);
  return grant(arrival, bans);
}

/** A token that is not accepted is a result; a request that cannot be answered is an error. */
function toRefusal(error: unknown): Refused {
  if (error instanceof TokenInputError) {
    throw new InvalidRequestError(error.message, { cause: error });
  }
  if (error instanceof AdmissionRefusedError) {
    const { code, message, retryAt } = error;
    return { kind: 'refused', code, message, retryAt };
  }
  if (!(error instanceof TokenRejectedError)) throw error;
  const { code, message } = error;
  return { kind: 'refused', code, message, retryAt: undefined };
}

/**
 * Decides whether somebody who arrives at a service with a token comes in: is his project there and enabled -> does a live
 * certificate of it prove the token, for what he wants -> is the token revoked -> is he banned -> what may he do, and how
 * long. Every service asks this and nothing else. It reads revocations and bans from storage each time, so that they hold
 * at once on every node.
 *
 * A refusal is a result. Its codes: those of `verifyToken` for tokens, `unknown_project`, `project_disabled`,
 * `no_live_certificate`, `token_revoked`, `kicked`. Throws `invalid_request` for a request that no token could satisfy,
 * and `storage_unavailable`.
 */
export async function admitUser(
  request: AdmissionRequest,
  ports: AdmissionPorts,
  { now }: Pick<SystemSources, 'now'>,
): Promise<Admission> {
  const wanted = parseAdmissionRequest(request);
  try {
    return await decide(wanted, ports, now());
  } catch (error) {
    return toRefusal(error);
  }
}
