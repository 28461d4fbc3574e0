import type * as token from '@stagedoor/token';
import { rtm, verifyToken } from '@stagedoor/token';
import { describe, expect, it, vi } from 'vitest';
import { catchAuthError, refusalOf } from './catch-auth-error.js';
import {
  APP_ID,
  LOOKUP,
  NO_APP_ID,
  OTHER_CERTIFICATE,
  sampleToken,
  SINGLE_APP_ID,
} from './sample-tokens.js';
import { shown, verifyTokenRequest } from './verify-token-request.js';

vi.mock('@stagedoor/token', async (importOriginal) => {
  const original = await importOriginal<typeof token>();
  return { ...original, verifyToken: vi.fn<typeof original.verifyToken>(original.verifyToken) };
});

const ZOE = { appId: APP_ID, service: 'rtm', userId: 'zoe' } as const;

describe('an unknown project', () => {
  const answerOf = async (appId: string, text: string): Promise<unknown> =>
    (await catchAuthError(verifyTokenRequest(shown(text), { ...ZOE, appId }))).answer;

  const forged = { certificate: OTHER_CERTIFICATE };

  it.each<[string, (appId: string) => string]>([
    ['no token', () => 'abcd'],
    ['a token cut short', (appId) => sampleToken(undefined, { appId }).slice(0, 83)],
    ['another project', () => sampleToken(undefined, { appId: OTHER_CERTIFICATE })],
    ['another certificate', (appId) => sampleToken(undefined, { ...forged, appId })],
    ['that, and over', (appId) => sampleToken(undefined, { ...forged, appId, issuedAt: 1 })],
    [
      'that, for another user',
      (appId) => sampleToken([rtm({ userId: 'a' })], { ...forged, appId }),
    ],
  ])('is answered like a known one: %s', async (_, textFor) => {
    const [known, single, unknown] = await Promise.all(
      [APP_ID, SINGLE_APP_ID, NO_APP_ID].map((appId) => answerOf(appId, textFor(appId))),
    );
    expect(unknown).toEqual(known);
    expect(single).toEqual(known);
  });

  it('is told to the operator', async () => {
    const text = sampleToken(undefined, { appId: NO_APP_ID });
    const error = await catchAuthError(
      verifyTokenRequest(shown(text), { appId: NO_APP_ID, service: 'rtm' }),
    );
    expect(error).toMatchObject({
      code: 'unknown_project',
      publicCode: 'bad_signature',
      claimedId: NO_APP_ID,
    });
  });

  it.each(['', 'abc', '__proto__', 'constructor', `${APP_ID} `, 'ü'.repeat(500)])(
    'is any that cannot be: %o',
    async (appId) => {
      const refusal = await refusalOf(
        verifyTokenRequest(shown(sampleToken()), { appId, service: 'rtm' }),
      );
      expect(refusal).toMatchObject({ status: 401, code: 'unknown_project' });
    },
  );

  it('is looked up and tried with two certificates, like any other', async () => {
    const work = async (appId: string, text: string): Promise<unknown> => {
      vi.mocked(verifyToken).mockClear();
      const findProject = vi.fn<(id: string) => ReturnType<NonNullable<typeof LOOKUP.findProject>>>(
        (id) => LOOKUP.findProject?.(id),
      );
      const lookup = { ...LOOKUP, findProject };
      await catchAuthError(verifyTokenRequest(shown(text), { appId, service: 'rtm' }, { lookup }));
      const tried = vi
        .mocked(verifyToken)
        .mock.calls.map(([, { certificates }]) =>
          certificates.map((certificate) => /^[0-9a-f]{32}$/.test(certificate)),
        );
      return { lookups: findProject.mock.calls, tried };
    };
    for (const appId of [APP_ID, SINGLE_APP_ID, NO_APP_ID]) {
      const text = sampleToken(undefined, { appId, certificate: OTHER_CERTIFICATE });
      expect(await work(appId, text)).toEqual({ lookups: [[appId]], tried: [[true, true]] });
    }
  });

  it('is not believed to be one because of a certificate that stands in', async () => {
    // Nothing is live: not even an empty certificate may sign.
    const lookup = { ...LOOKUP, findProject: () => ({ certificates: ['', ''] }) };
    const refusal = await refusalOf(verifyTokenRequest(shown(sampleToken()), ZOE, { lookup }));
    expect(refusal).toMatchObject({ code: 'token_refused', publicCode: 'bad_signature' });
  });
});
