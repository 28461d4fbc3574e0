import { describe, expect, it } from 'vitest';
import {
  ALL_KNOWN,
  APP_ID,
  basicOf,
  CUSTOMER_ID,
  NOW,
  SECRET,
  signedBy,
} from '../../test/explained-request.js';
import {
  digestMember,
  makePair,
  parametersWith,
  signedMessage,
  withBody,
  withKey,
} from '../../test/signed-messages.js';
import { HeaderIndex } from '../headers/header-index.js';
import type { ReceivedRequest } from '../request.js';
import { judgeRequest, type Judgement } from './judge-request.js';
import { parseRequestFacts, type RequestFacts } from './parse-request-facts.js';

function judge(request: ReceivedRequest, known: RequestFacts = ALL_KNOWN): Promise<Judgement> {
  const index = new HeaderIndex(request.headers);
  const authorization = index.first('authorization') ?? '';
  const facts = parseRequestFacts(known);
  return judgeRequest({ request, index, authorization, facts, now: NOW });
}

const codeOf = (judgement: Judgement): string =>
  judgement.kind === 'refused' ? judgement.refusal.code : judgement.kind;

describe('judgeRequest', () => {
  it('is what the verifier says', async () => {
    expect(await judge(signedBy())).toMatchObject({
      kind: 'proven',
      principal: { kind: 'customer', customerId: CUSTOMER_ID, signedWith: 'primary' },
    });
    expect(codeOf(await judge(signedBy({ key: 'x' })))).toBe('signature_mismatch');
  });

  it('takes any customer ID where only the secret is known, but no App ID', async () => {
    const known = { customerSecrets: [SECRET], appId: APP_ID };
    expect(codeOf(await judge(basicOf('zoe', SECRET), known))).toBe('proven');
    expect(codeOf(await judge(basicOf(APP_ID, SECRET), known))).toBe('unknown_customer');
  });

  it('is unproven only where nothing that is known speaks against it', async () => {
    const known = { now: NOW, customerId: CUSTOMER_ID };
    expect(codeOf(await judge(basicOf(CUSTOMER_ID, 'x'), known))).toBe('unproven');
    expect(codeOf(await judge(basicOf('zoe', 'x'), known))).toBe('unknown_customer');
    expect(codeOf(await judge(signedBy({ sent: { body: 'x' } }), known))).toBe('digest_mismatch');
    expect(codeOf(await judge(signedBy({ date: 'now' }), known))).toBe('date_malformed');
  });

  it('checks Content-Digest without a key too', async () => {
    const request = signedMessage({ body: 'a', contentDigest: digestMember('sha-256', 'a') });
    expect(codeOf(await judge(request, { now: NOW }))).toBe('unproven');
    const changed = withBody(request, new TextEncoder().encode('b'));
    expect(codeOf(await judge(changed, { now: NOW }))).toBe('digest_mismatch');
    expect(codeOf(await judge(changed, { now: NOW, isBodyUnknown: true }))).toBe('unproven');
  });

  it('takes public keys', async () => {
    const pair = makePair();
    const parameters = parametersWith({ keyid: `"${CUSTOMER_ID}"` });
    const request = signedMessage({ sign: withKey(pair), parameters });
    const known = { customerId: CUSTOMER_ID, ed25519PublicKeys: [pair.publicKey], now: NOW };
    expect(codeOf(await judge(request, known))).toBe('proven');
    expect(codeOf(await judge(request, { ...known, ed25519PublicKeys: [] }))).toBe('unproven');
  });

  it('judges messages by the scheme of the URL', async () => {
    const parameters = parametersWith({ keyid: `"${CUSTOMER_ID}"` });
    const request = signedMessage({ parameters, host: 'a:80', values: { '"@authority"': 'a' } });
    const known = { customerSecrets: ['first-secret'], now: NOW };
    expect(codeOf(await judge(request, known))).toBe('signature_mismatch');
    expect(codeOf(await judge(request, { ...known, urlScheme: 'http' }))).toBe('proven');
  });
});
