import { describe, expect, it } from 'vitest';
import {
  type AuthError,
  createMemoryReplayStore,
  type ReplayStore,
  verifyRequest,
} from '../src/index.js';
import { catchAuthError, refusalOf } from './catch-auth-error.js';
import {
  CUSTOMER,
  NONCE,
  NOW,
  parametersWith,
  refused,
  SECRET,
  signedMessage,
  valueOf,
  verifierOptions,
  verify,
  withBody,
  withSecret,
} from './signed-messages.js';

const BODY = '{"hello": "world"}';
const UTF8 = new TextEncoder();

describe('replay', () => {
  it.each(['GET', 'POST'])('refuses a %s that was there', async (method) => {
    const options = verifierOptions();
    const request = signedMessage({ method });
    await verifyRequest(request, options);
    const { code, status, publicCode } = await refusalOf(verifyRequest(request, options));
    expect([status, code, publicCode]).toEqual([401, 'replayed', 'replayed']);
  });

  it('refuses a nonce that was there, in another request', async () => {
    const options = verifierOptions();
    await verifyRequest(signedMessage(), options);
    const error = await catchAuthError(verifyRequest(signedMessage({ target: '/other' }), options));
    expect(error.code).toBe('replayed');
  });

  it('takes another nonce, and the same nonce of another customer', async () => {
    const options = verifierOptions({ lookup: { findCustomer: () => ({ secrets: [SECRET] }) } });
    await verifyRequest(signedMessage(), options);
    const nonce = parametersWith({ nonce: `"${NONCE}-2"` });
    await expect(
      verifyRequest(signedMessage({ parameters: nonce }), options),
    ).resolves.toBeDefined();
    const other = parametersWith({ keyid: '"customer-2"' });
    await expect(
      verifyRequest(signedMessage({ parameters: other }), options),
    ).resolves.toBeDefined();
  });

  it.each([
    ['another label', (value: string) => value.replace('sig1', 'other')],
    ['a parameter of the signature', (value: string) => value.replace(/:$/, ':;a=1')],
    ['outer blanks', (value: string) => ` ${value}\t`],
  ])('refuses the same signature with %s', async (_, respell) => {
    const options = verifierOptions();
    const request = signedMessage();
    await verifyRequest(request, options);
    const headers = request.headers.map(
      ([name, value]) => [name, name.startsWith('Sig') ? respell(value) : value] as const,
    );
    expect(headers).not.toEqual(request.headers);
    const error = await catchAuthError(verifyRequest({ ...request, headers }, options));
    expect(error.code).toBe('replayed');
  });

  it('remembers customer and nonce, then customer and signature, until the request is too old', async () => {
    const calls: [string, number][] = [];
    const replay: ReplayStore = {
      addIfAbsent: (key, expiresAt) => {
        calls.push([key, expiresAt]);
        return Promise.resolve('added');
      },
    };
    const request = signedMessage({ parameters: parametersWith({ created: `${NOW + 300}` }) });
    await verify(request, { replay });
    const text = valueOf(request, 'Signature').slice('sig1=:'.length, -1);
    expect(calls).toEqual([
      [`${CUSTOMER}\0nonce:${NONCE}`, NOW + 601],
      [`${CUSTOMER}\0${text}`, NOW + 601],
    ]);
  });

  it('refuses a signature that was there with another nonce', async () => {
    const replay: ReplayStore = {
      addIfAbsent: (key) => Promise.resolve(key.includes('nonce:') ? 'added' : 'present'),
    };
    expect(await refused(signedMessage(), { replay })).toBe('401 replayed');
  });

  it('lets one of eight copies pass that come at once', async () => {
    const options = verifierOptions();
    const request = signedMessage({ method: 'POST', body: BODY });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => verifyRequest(request, options)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const others = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(others.map(({ reason }) => (reason as AuthError).code)).toEqual(
      Array.from({ length: 7 }, () => 'replayed'),
    );
  });

  it('refuses a request from the future again when its time has come', async () => {
    let now = NOW;
    const clock = { now: () => now };
    const options = verifierOptions({ ...clock, replay: createMemoryReplayStore(clock) });
    const request = signedMessage({ parameters: parametersWith({ created: `${NOW + 300}` }) });
    await verifyRequest(request, options);
    now = NOW + 600;
    expect((await catchAuthError(verifyRequest(request, options))).code).toBe('replayed');
    now = NOW + 601;
    expect((await catchAuthError(verifyRequest(request, options))).code).toBe(
      'date_outside_window',
    );
  });

  it('does not burn a nonce for a request that is refused', async () => {
    const options = verifierOptions();
    const request = signedMessage({ method: 'POST', body: BODY });
    await catchAuthError(verifyRequest(withBody(request, UTF8.encode('{}')), options));
    await catchAuthError(verifyRequest(signedMessage({ sign: withSecret('x') }), options));
    await expect(verifyRequest(request, options)).resolves.toBeDefined();
  });

  it('is off where the profile says so', async () => {
    const options = verifierOptions({ profile: 'agora', replay: undefined });
    const request = signedMessage();
    await verifyRequest(request, options);
    await expect(verifyRequest(request, options)).resolves.toBeDefined();
  });

  it('answers 503 where the store fails', async () => {
    const replay: ReplayStore = { addIfAbsent: () => Promise.reject(new Error('down')) };
    expect(await refused(signedMessage(), { replay })).toBe('503 replay_store_unavailable');
  });
});
