import type { Static } from 'typebox';
import { TOKEN_LIFE_SECONDS } from '../../domain/identify-token.js';
import type { Project } from '../../domain/project.js';
import { type Revocation, revocationKey, type RevocationSubject } from '../../domain/revocation.js';
import { isStorableText } from '../../domain/storable-text.js';
import type { SystemSources } from '../../domain/system-sources.js';
import { InvalidRequestError } from '../../errors.js';
import { identifyRevocable } from './identify-revocable.js';
import type { RevocationInput } from './revocation-input.js';
import type { RevocationStore } from './revocation-store.js';

/** How far the clock of an issuer may run ahead: tokens of that time exist already. */
const CLOCK_TOLERANCE_SECONDS = 60;
/** The longest tolerance that a verifier can have; until then clocks may differ on how long a token lives. */
const LONGEST_TOLERANCE_SECONDS = 3600;
const MAX_ACCOUNT_BYTES = 255;
const LONE_SURROGATE = /\p{Surrogate}/u;
const UTF8 = new TextEncoder();

/** Whose tokens are to be revoked, and why. */
export type RevocationWanted = Omit<Static<typeof RevocationInput>, 'appId'>;

/** The part of a revocation that depends on whose tokens it is for. */
type RevocationScope = Pick<Revocation, 'fingerprint' | 'issuedUntil' | 'endsAt'> & {
  readonly subject: RevocationSubject;
};

function checkReason(reason: string | undefined): void {
  if (reason === undefined || isStorableText(reason)) return;
  throw new InvalidRequestError('reason has a control character or half a character');
}

/** No token is for another one. */
function checkAccount(account: string): void {
  if (LONE_SURROGATE.test(account)) throw new InvalidRequestError('account has half a character');
  if (UTF8.encode(account).length <= MAX_ACCOUNT_BYTES) return;
  throw new InvalidRequestError(`account has more than ${MAX_ACCOUNT_BYTES} bytes`);
}

/** The user as a token carries him. */
function nameUser({ uid, account }: RevocationWanted): string | undefined {
  if (uid !== undefined && account !== undefined) {
    throw new InvalidRequestError('give uid or account, not both');
  }
  if (account !== undefined) checkAccount(account);
  return uid === undefined ? account : String(uid);
}

/** The subject of all kinds but one token. */
function findSubject(wanted: RevocationWanted): RevocationSubject {
  const { channel, all, token } = wanted;
  const user = nameUser(wanted);
  const given = [token, channel ?? user, all].filter((each) => each !== undefined);
  if (given.length !== 1) {
    throw new InvalidRequestError(
      'say whose tokens: give exactly one of token, a user (uid or account) and channel, or all',
    );
  }
  if (user !== undefined && channel !== undefined) return { kind: 'channel-user', channel, user };
  if (user !== undefined) return { kind: 'user', user };
  if (channel !== undefined) return { kind: 'channel', channel };
  return { kind: 'project' };
}

function scopeOfToken(token: string, project: Project, now: number): RevocationScope {
  const { identity, fingerprint, issuedAt, endsAt } = identifyRevocable(token, project, now);
  return {
    subject: { kind: 'token', identity },
    fingerprint,
    issuedUntil: issuedAt,
    endsAt: endsAt + LONGEST_TOLERANCE_SECONDS,
  };
}

function scopeUntil(subject: RevocationSubject, issuedUntil: number, now: number): RevocationScope {
  if (issuedUntil > now + CLOCK_TOLERANCE_SECONDS) {
    throw new InvalidRequestError(
      `issuedUntil lies in the future: tokens are revoked that there are; to keep somebody out, add a kicking rule`,
    );
  }
  const endsAt = issuedUntil + TOKEN_LIFE_SECONDS + LONGEST_TOLERANCE_SECONDS;
  if (endsAt <= now) {
    throw new InvalidRequestError(
      'issuedUntil is more than a day ago: no token that was issued until then is alive',
    );
  }
  return { subject, fingerprint: undefined, issuedUntil, endsAt };
}

function findScope(wanted: RevocationWanted, project: Project, now: number): RevocationScope {
  const subject = findSubject(wanted);
  const { token, issuedUntil } = wanted;
  if (token === undefined) return scopeUntil(subject, issuedUntil ?? now, now);
  if (issuedUntil === undefined) return scopeOfToken(token, project, now);
  throw new InvalidRequestError('issuedUntil has no meaning for one token: leave it out');
}

/**
 * Revokes tokens of the project that were issued up to an instant, so that new ones work. What is revoked already is
 * extended. It holds from the moment that the transaction is committed, on every node. Throws `invalid_request` and
 * `token_not_revocable`.
 */
export async function revokeTokens(
  wanted: RevocationWanted,
  project: Project,
  { revocations, now }: { readonly revocations: RevocationStore } & Pick<SystemSources, 'now'>,
): Promise<Revocation> {
  const createdAt = now();
  checkReason(wanted.reason);
  const { subject, ...instants } = findScope(wanted, project, createdAt);
  return revocations.put({
    key: revocationKey(project.appId, subject),
    appId: project.appId,
    kind: subject.kind,
    channel: 'channel' in subject ? subject.channel : undefined,
    user: 'user' in subject ? subject.user : undefined,
    reason: wanted.reason,
    createdAt,
    ...instants,
  });
}
