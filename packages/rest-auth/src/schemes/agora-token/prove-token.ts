import {
  type ExpectationOf,
  type ServiceNamed,
  type VerifiedToken,
  verifyToken,
  WrongUidError,
} from '@stagedoor/token';
import type { VerifiedToken006 } from '@stagedoor/token/006';
import type { AgoraTokenExpectation } from './expectation.js';
import type { ShownToken } from './read-token.js';

/** What a token is proven with. */
export interface TokenProof {
  readonly appId: string;
  /** The primary, then the secondary. */
  readonly certificates: readonly string[];
  /** Unix seconds. */
  readonly now: number;
  readonly clockToleranceSeconds: number;
}

/** A token that opens what the operation asks for. */
export interface ProvenToken {
  /** The user that it was made for; empty where it was made for any. */
  readonly userId: string;
  /** From its issue to its end; where the format does not say when it was issued, from now to its end. */
  readonly lifeSeconds: number;
  readonly token: VerifiedToken | VerifiedToken006;
}

type WantedName = 'rtm' | 'rtc';

const LOGIN: ExpectationOf<'rtm'> = { service: 'rtm', privileges: ['login'] };

/** What one service entry of the token must have. */
function expectationOf(
  wanted: AgoraTokenExpectation,
  uid: string | undefined,
): ExpectationOf<WantedName> {
  if (wanted.service === 'rtm') return { ...LOGIN, userId: wanted.userId ?? uid };
  const { service, channel, allowWildcardChannel } = wanted;
  return { service, channel, allowWildcardChannel, privileges: ['joinChannel'] };
}

const userOf = (service: ServiceNamed<WantedName>): string =>
  service.service === 'rtc' ? service.uid : service.userId;

function prove007(
  shown: ShownToken,
  wanted: AgoraTokenExpectation,
  proof: TokenProof,
): ProvenToken {
  const expect = expectationOf(wanted, shown.uid);
  const token = verifyToken<WantedName>(shown.text, { ...proof, expect });
  // A token can open several services, and an expectation is of one.
  if ('alsoRtm' in wanted && wanted.alsoRtm) verifyToken(shown.text, { ...proof, expect: LOGIN });
  return { userId: userOf(token.matchedService), lifeSeconds: token.expiresInSeconds, token };
}

/** Undefined unless the operation takes the format and the request names the user, without whom it cannot be proven. */
function prove006(
  { text, uid }: ShownToken,
  wanted: AgoraTokenExpectation,
  proof: TokenProof,
): ProvenToken | undefined {
  if (wanted.service !== 'rtm' || uid === undefined || !text.startsWith('006')) return undefined;
  const token = wanted.verifyToken006?.(text, { ...proof, userId: uid });
  return token && { userId: uid, lifeSeconds: token.expiresAt - proof.now, token };
}

/**
 * Proves that the project signed the token, that it is in its time, that it opens what is wanted, and that all names of
 * its user agree. Throws the errors of `verifyToken`.
 */
export function proveToken(
  shown: ShownToken,
  wanted: AgoraTokenExpectation,
  proof: TokenProof,
): ProvenToken {
  const proven = prove006(shown, wanted, proof) ?? prove007(shown, wanted, proof);
  const named = [shown.uid, wanted.service === 'rtm' ? wanted.userId : undefined];
  for (const user of named) {
    if (user !== undefined && user !== proven.userId) throw new WrongUidError(proven.userId, user);
  }
  return proven;
}
