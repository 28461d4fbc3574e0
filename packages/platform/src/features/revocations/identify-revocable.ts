import { ExpiredTokenError, inspectToken, TokenRejectedError, verifyToken } from '@stagedoor/token';
import { inspectToken006 } from '@stagedoor/token/006';
import {
  identifyToken,
  identifyToken006,
  type TokenIdentity,
} from '../../domain/identify-token.js';
import type { Project } from '../../domain/project.js';
import { TokenNotRevocableError } from './errors.js';

const is006 = (token: string): boolean => token.startsWith('006');

/** What a token says of itself, with nothing proven. */
const inspectAny = (token: string): { readonly appId: string } =>
  is006(token) ? inspectToken006(token) : inspectToken(token);

/** Runs `read`; what is wrong with the token is why it cannot be revoked. */
function refuseAsNotRevocable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TokenRejectedError)) throw error;
    throw new TokenNotRevocableError(error.code, error.message, { cause: error });
  }
}

/**
 * A token of format 007 must be one of the project, also by a certificate that is disabled now: it may be enabled again.
 * Otherwise anyone could have us keep whatever he makes up. It is judged at its own issue time, since what is not valid yet
 * can be revoked, too.
 */
function identify007(token: string, { appId, certificates }: Project): TokenIdentity {
  const texts = certificates.map(({ certificate }) => certificate);
  const { issuedAt } = inspectToken(token);
  const judging = { now: issuedAt, clockToleranceSeconds: 0 };
  return identifyToken(token, verifyToken(token, { appId, certificates: texts, ...judging }));
}

/** One of format 006 cannot be proven without the channel and user that it is for: it is taken as it is. */
const identify006 = (token: string): TokenIdentity =>
  identifyToken006(token, inspectToken006(token));

/** The App ID that a token names, with nothing proven. Throws `token_not_revocable` for what is no token. */
export function readRevocableAppId(token: string): string {
  return refuseAsNotRevocable(() => inspectAny(token).appId);
}

/** What identifies a token of the project that is not over. Throws `token_not_revocable`. */
export function identifyRevocable(token: string, project: Project, now: number): TokenIdentity {
  return refuseAsNotRevocable(() => {
    const identity = is006(token) ? identify006(token) : identify007(token, project);
    if (identity.endsAt <= now) throw new ExpiredTokenError(identity.endsAt, now);
    return identity;
  });
}
