import { verifyToken006 } from '@stagedoor/token/006';
import type { CredentialLookup } from '../credential-lookup.js';
import { AuthError } from '../errors.js';
import type { HeaderIndex } from '../headers/header-index.js';
import type { Principal } from '../principal.js';
import type { ReceivedRequest } from '../request.js';
import { agoraToken } from '../schemes/agora-token.js';
import { basic } from '../schemes/basic.js';
import { hmac } from '../schemes/hmac.js';
import { digestOf, verifyDigest } from '../schemes/hmac/verify-digest.js';
import { messageSignature } from '../schemes/message-signature.js';
import { verifyContentDigest } from '../schemes/message-signature/verify-content-digest.js';
import type { Scheme } from '../schemes/scheme.js';
import { verifyRequestHead } from '../verify-request.js';
import { MAX_LIVE_SECRETS, type Facts } from './parse-request-facts.js';
import { findAppIdInPath, isAppId, type Refusal } from './request-evidence.js';
import { findShownToken, serviceOfPath, serviceOfToken } from './shown-token.js';

/** What the verifier says of a request with what is known. */
export type Judgement =
  | { readonly kind: 'proven'; readonly principal: Principal }
  /** Nothing known speaks against it, and something is missing to prove it. */
  | { readonly kind: 'unproven' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A request and what is known beside it. */
export interface JudgedRequest {
  readonly request: ReceivedRequest;
  readonly index: HeaderIndex;
  readonly authorization: string;
  readonly facts: Facts;
  /** The clock: Unix seconds. */
  readonly now: number;
}

const UNKNOWN_APP_ID = '0'.repeat(32);

/** Every scheme, as the operation on this path would declare it. */
function listSchemes({ request, authorization, index, facts }: JudgedRequest): readonly Scheme[] {
  const { target } = request;
  const appId = findAppIdInPath(target) ?? facts.appId ?? UNKNOWN_APP_ID;
  const shown = findShownToken(authorization, index);
  const service = serviceOfPath(target) ?? serviceOfToken(shown?.text ?? '');
  const expectation =
    service === 'rtc'
      ? ({ appId, service } as const)
      : ({ appId, service, takesPair: true, verifyToken006 } as const);
  return [
    basic(),
    hmac(),
    agoraToken(expectation),
    messageSignature({ urlScheme: facts.urlScheme }),
  ];
}

/** Everyone who is known. An App ID is no customer, whatever secret comes with it. */
function createLookup({ request, facts }: JudgedRequest): CredentialLookup {
  const { secrets, certificates, customerId, ed25519PublicKeys = [] } = facts;
  const hasKeys = secrets.length > 0 || ed25519PublicKeys.length > 0;
  const isKnown = (id: string): boolean =>
    hasKeys && (customerId === undefined ? !isAppId(id, request.target, facts) : id === customerId);
  return {
    findCustomer: (id) =>
      isKnown(id) ? { secrets: secrets.slice(0, MAX_LIVE_SECRETS), ed25519PublicKeys } : undefined,
    findProject: (appId) =>
      certificates.length > 0 && (facts.appId === undefined || facts.appId === appId)
        ? { certificates: certificates.slice(0, MAX_LIVE_SECRETS) }
        : undefined,
  };
}

/** Whether a customer is unknown only because nobody is known here. */
function isUnknownHere(claimedId: string | undefined, { request, facts }: JudgedRequest): boolean {
  if (facts.secrets.length > 0 || (facts.ed25519PublicKeys ?? []).length > 0) return false;
  if (facts.customerId !== undefined) return claimedId === facts.customerId;
  return !isAppId(claimedId ?? '', request.target, facts);
}

/** Whether a refusal is only for want of what is known here. */
function isForWant(error: AuthError, judged: JudgedRequest): boolean {
  if (error.code === 'unknown_project') return judged.facts.certificates.length === 0;
  return error.code === 'unknown_customer' && isUnknownHere(error.claimedId, judged);
}

/** The checks of the body that need no key, for the scheme that the request uses. */
async function checkBody({ request, index, authorization, facts }: JudgedRequest): Promise<void> {
  const { body = new Uint8Array() } = request;
  if (facts.isBodyUnknown === true) return;
  const digest = /^hmac\b/i.test(authorization) ? index.first('digest') : undefined;
  if (digest !== undefined) verifyDigest(digest, digestOf(body));
  const fields = authorization === '' ? index.all('content-digest') : [];
  if (fields.length > 0) await verifyContentDigest(fields.join(', '), body);
}

async function judge(judged: JudgedRequest): Promise<Judgement> {
  const { request, facts, now } = judged;
  const pending = await verifyRequestHead(request, {
    schemes: listSchemes(judged),
    lookup: createLookup(judged),
    now: () => now,
    profile: facts.profile,
  });
  if (facts.isBodyUnknown === true && pending.needsBody) return { kind: 'unproven' };
  return { kind: 'proven', principal: await pending.finish(request.body) };
}

async function judgeWithoutKeys(judged: JudgedRequest): Promise<Judgement> {
  await checkBody(judged);
  return { kind: 'unproven' };
}

const toJudgement = (error: unknown): Judgement => {
  if (!(error instanceof AuthError)) throw error;
  return { kind: 'refused', refusal: { code: error.code, message: error.message } };
};

/**
 * What the verifier says. Where it refuses only because no secret, key or certificate is known here, what can be checked
 * without them is checked.
 */
export async function judgeRequest(judged: JudgedRequest): Promise<Judgement> {
  try {
    return await judge(judged);
  } catch (error) {
    if (!(error instanceof AuthError) || !isForWant(error, judged)) return toJudgement(error);
    return judgeWithoutKeys(judged).catch(toJudgement);
  }
}
