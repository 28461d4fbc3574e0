import {
  inspectToken,
  UnsupportedVersionError,
  verifyToken,
  type TokenService,
} from '@stagedoor/token';
import { inspectToken006, verifyToken006 } from '@stagedoor/token/006';
import {
  identifyToken,
  identifyToken006,
  type TokenIdentity,
} from '../../domain/identify-token.js';
import { certificateOf, type CertificateSlot, type Project } from '../../domain/project.js';
import { NoLiveCertificateError } from './errors.js';
import type { WantedAdmission } from './parse-admission-request.js';

/** A token that a live certificate of the project signed for what is wanted. Nothing else is decided of it. */
export interface ProvenToken extends TokenIdentity {
  readonly version: '006' | '007';
  readonly certificate: CertificateSlot;
  /** Undefined where the token is for any. */
  readonly channel: string | undefined;
  readonly user: string | undefined;
  /** The ends by name, never after that of the token. Unix seconds. */
  readonly privileges: Readonly<Record<string, number>>;
}

const SLOTS = ['primary', 'secondary'] as const;
const WILDCARDS: ReadonlySet<string> = new Set(['', '*']);

const is006 = (token: string): boolean => token.startsWith('006');

/** The App ID that a token names, with nothing proven. Throws the codes of its structure. */
export function readAppId(token: string, allow006: boolean): string {
  return allow006 && is006(token) ? inspectToken006(token).appId : inspectToken(token).appId;
}

/** The live certificates with the slots that they are in: a verifier counts from the first one that it is given. */
function listCertificates(project: Project): {
  readonly certificates: readonly string[];
  readonly slots: readonly CertificateSlot[];
} {
  const live = SLOTS.flatMap((slot) => {
    const found = certificateOf(project, slot);
    return found?.state === 'live' ? [found] : [];
  });
  if (live.length === 0) throw new NoLiveCertificateError();
  return {
    certificates: live.map(({ certificate }) => certificate),
    slots: live.map(({ slot }) => slot),
  };
}

/** No privilege lives longer than its token. */
function capEnds(
  privileges: Readonly<Partial<Record<string, { readonly expiresAt: number }>>>,
  endsAt: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(privileges).map(([name, life]) => [
      name,
      Math.min(life?.expiresAt ?? endsAt, endsAt),
    ]),
  );
}

const known = (value: unknown): string | undefined =>
  typeof value === 'string' && !WILDCARDS.has(value) ? value : undefined;

/** The channel and the user that a token names, whatever its service calls them. */
function subjectOf(service: TokenService): Pick<ProvenToken, 'channel' | 'user'> {
  const fields: Readonly<Record<string, unknown>> = { ...service };
  return {
    channel: known(fields['channel'] ?? fields['room']),
    user: known(fields['uid'] ?? fields['userId']),
  };
}

function prove007(token: string, wanted: WantedAdmission, parts: ProofParts): ProvenToken {
  const { appId, certificates, slots, now } = parts;
  const expect = wanted.expectation;
  const verified = verifyToken(token, { appId, certificates, now, expect });
  const identity = identifyToken(token, verified);
  return {
    ...identity,
    version: '007',
    certificate: slots[SLOTS.indexOf(verified.signedWith)] ?? 'primary',
    ...subjectOf(verified.matchedService),
    privileges: capEnds(verified.matchedService.privileges, identity.endsAt),
  };
}

function prove006(token: string, wanted: WantedAdmission, parts: ProofParts): ProvenToken {
  const { appId, certificates, slots, now } = parts;
  if (wanted.wanted006 === undefined) {
    throw new UnsupportedVersionError(
      'it is of format 006, which is not accepted here; issue it in format 007',
    );
  }
  const verified = verifyToken006(token, { appId, certificates, now, ...wanted.wanted006 });
  const identity = identifyToken006(token, verified);
  return {
    ...identity,
    version: '006',
    certificate: slots[SLOTS.indexOf(verified.signedWith)] ?? 'primary',
    channel: wanted.channel,
    user: wanted.user,
    privileges: capEnds(verified.privileges, identity.endsAt),
  };
}

/** What a token is proven against. */
interface ProofParts {
  readonly appId: string;
  readonly certificates: readonly string[];
  readonly slots: readonly CertificateSlot[];
  readonly now: number;
}

/**
 * Proves a token of either format. Tolerates clocks of issuers as `verifyToken` does. Throws a `TokenError`, and
 * `no_live_certificate`.
 */
export function proveToken(wanted: WantedAdmission, project: Project, now: number): ProvenToken {
  const { token } = wanted.request;
  const parts = { appId: project.appId, now, ...listCertificates(project) };
  return is006(token) ? prove006(token, wanted, parts) : prove007(token, wanted, parts);
}
