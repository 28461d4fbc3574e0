import { rtm } from '@stagedoor/token';
import { issueToken006, verifyToken006 } from '@stagedoor/token/006';
import { describe, expect, it } from 'vitest';
import type { HeaderPairs } from '../src/index.js';
import { refusalOf } from './catch-auth-error.js';
import {
  APP_ID,
  ISSUED_AT,
  PRIMARY,
  sampleToken,
  SECONDARY,
  SINGLE_APP_ID,
} from './sample-tokens.js';
import { NOW, pairOf, shown, verifyTokenRequest } from './verify-token-request.js';

const ANY_RTM = { appId: APP_ID, service: 'rtm' } as const;
const ANY_RTC = { appId: APP_ID, service: 'rtc' } as const;

describe('the pair of older clients', () => {
  const takesPair = { ...ANY_RTM, takesPair: true } as const;
  const text = sampleToken();
  const elsewhere = sampleToken(undefined, { appId: SINGLE_APP_ID });

  it('says who sends the request', async () => {
    await expect(verifyTokenRequest(pairOf(text, 'zoe'), takesPair)).resolves.toMatchObject({
      kind: 'user',
      scheme: 'agora-token',
      userId: 'zoe',
    });
  });

  it('counts where Authorization is empty', async () => {
    const headers: HeaderPairs = [['Authorization', ''], ...pairOf(text, 'zoe')];
    await expect(verifyTokenRequest(headers, takesPair)).resolves.toMatchObject({ userId: 'zoe' });
  });

  it('does not count beside Authorization, whatever it is', async () => {
    const adam = sampleToken([rtm({ userId: 'adam' })]);
    const both: HeaderPairs = [...shown(adam), ...pairOf(text, 'zoe')];
    await expect(verifyTokenRequest(both, takesPair)).resolves.toMatchObject({ userId: 'adam' });
    const wrong: HeaderPairs = [['Authorization', 'agora 007'], ...pairOf(text, 'zoe')];
    expect((await refusalOf(verifyTokenRequest(wrong, takesPair))).code).toBe(
      'authorization_malformed',
    );
    const half: HeaderPairs = [...shown(adam), ['x-agora-uid', 'zoe']];
    await expect(verifyTokenRequest(half, takesPair)).resolves.toMatchObject({ userId: 'adam' });
  });

  it('is no credential where the operation does not take it', async () => {
    for (const expectation of [ANY_RTM, { ...ANY_RTM, takesPair: false }, ANY_RTC]) {
      await expect(
        refusalOf(verifyTokenRequest(pairOf(text, 'zoe'), expectation)),
      ).resolves.toEqual({
        status: 401,
        message: 'Unauthorized',
        code: 'credentials_missing',
        publicCode: 'credentials_missing',
      });
    }
  });

  it.each<[what: string, headers: HeaderPairs, code: string, publicCode: string]>([
    ['another user than the token', pairOf(text, 'adam'), 'token_refused', 'wrong_uid'],
    ['the user in capitals', pairOf(text, 'ZOE'), 'token_refused', 'wrong_uid'],
    ['one user too long', pairOf(text, 'z'.repeat(65)), 'token_refused', 'invalid_user_id'],
    ['a token of another project', pairOf(elsewhere, 'zoe'), 'token_refused', 'wrong_app_id'],
    ['no user', [['x-agora-token', text]], 'token_pair_incomplete', 'token_pair_incomplete'],
    ['no token', pairOf('', 'zoe'), 'token_pair_incomplete', 'token_pair_incomplete'],
  ])('is refused with %s', async (_, headers, code, publicCode) => {
    await expect(refusalOf(verifyTokenRequest(headers, takesPair))).resolves.toEqual({
      status: 401,
      message: 'Invalid authentication credentials',
      code,
      publicCode,
    });
  });

  it('is refused with another user than the operation is of', async () => {
    for (const userId of ['adam', 'ZOE']) {
      const expectation = { ...takesPair, userId };
      const refusal = await refusalOf(verifyTokenRequest(pairOf(text, 'zoe'), expectation));
      expect(refusal).toMatchObject({ code: 'token_refused', publicCode: 'wrong_uid' });
    }
  });

  it('counts as missing where both are empty', async () => {
    expect((await refusalOf(verifyTokenRequest(pairOf('', ''), takesPair))).code).toBe(
      'credentials_missing',
    );
  });

  it('may be there once', async () => {
    for (const name of ['x-agora-token', 'X-Agora-Uid']) {
      const headers: HeaderPairs = [...pairOf(text, 'zoe'), [name, 'zoe']];
      const refusal = await refusalOf(verifyTokenRequest(headers, takesPair));
      expect(refusal).toMatchObject({ status: 400, code: 'duplicate_header' });
    }
  });

  it('may be of format 006 where the operation says so', async () => {
    const old = issueToken006({
      appId: APP_ID,
      certificate: PRIMARY,
      userId: 'zoe',
      issuedAt: ISSUED_AT,
    });
    const accepted = await verifyTokenRequest(pairOf(old, 'zoe'), { ...takesPair, verifyToken006 });
    expect(accepted).toMatchObject({ userId: 'zoe', token: { version: '006' } });
    const refusal = await refusalOf(verifyTokenRequest(pairOf(old, 'zoe'), takesPair));
    expect(refusal.publicCode).toBe('unsupported_version');
  });

  it('is held to the primary certificate and a day in format 006 too', async () => {
    const expectation = { ...takesPair, verifyToken006 };
    const parts = { appId: APP_ID, userId: 'zoe', issuedAt: ISSUED_AT };
    const secondary = issueToken006({ ...parts, certificate: SECONDARY });
    expect((await refusalOf(verifyTokenRequest(pairOf(secondary, 'zoe'), expectation))).code).toBe(
      'secondary_certificate',
    );
    const long = issueToken006({
      ...parts,
      certificate: PRIMARY,
      expiresAt: NOW + 86_461,
      allowLongExpiry: true,
    });
    expect((await refusalOf(verifyTokenRequest(pairOf(long, 'zoe'), expectation))).code).toBe(
      'token_life_too_long',
    );
  });

  it('passes on what is no judgement of the token', async () => {
    const broken = (): never => {
      throw new RangeError('out of memory');
    };
    const outcome = verifyTokenRequest(pairOf('006', 'zoe'), {
      ...takesPair,
      verifyToken006: broken,
    });
    await expect(outcome).rejects.toThrow(RangeError);
  });
});
