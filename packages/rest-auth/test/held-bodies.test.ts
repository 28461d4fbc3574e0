import { describe, expect, it } from 'vitest';
import { createMemoryReplayStore, hmac, signRequest, verifyRequestHead } from '../src/index.js';
import { messageSignature } from '../src/message-signature.js';

const SIGNED_AT = 1_795_242_600;
const WINDOW_SECONDS = 300;
const CREDENTIAL = { customerId: 'customer-1', customerSecret: 'customer-1-secret' };
const REQUEST = { method: 'POST', authority: 'api.example.com', target: '/v1/rooms' };

const SCHEMES = [
  ['hmac', hmac()],
  ['message-signature', messageSignature()],
] as const;

describe.each(SCHEMES)('a body of %s that is held back', (scheme, verifier) => {
  const begin = async (clock: { seconds: number }, replay = storeOf(clock)) => {
    const time = { now: SIGNED_AT, nonce: 'n'.repeat(16) };
    const headers = await signRequest(REQUEST, { scheme, credential: CREDENTIAL, ...time });
    return verifyRequestHead(
      { ...REQUEST, headers: [['Host', REQUEST.authority], ...headers] },
      {
        schemes: [verifier],
        lookup: { findCustomer: () => ({ secrets: [CREDENTIAL.customerSecret] }) },
        now: () => clock.seconds,
        replay,
      },
    );
  };
  const storeOf = (clock: { seconds: number }) =>
    createMemoryReplayStore({ now: () => clock.seconds });

  it('is refused once the signature is over, so that none is taken that is forgotten', async () => {
    const clock = { seconds: SIGNED_AT };
    const replay = storeOf(clock);
    await (await begin(clock, replay)).finish();
    clock.seconds = SIGNED_AT + WINDOW_SECONDS - 1;
    const held = [await begin(clock, replay), await begin(clock, replay)];
    clock.seconds = SIGNED_AT + WINDOW_SECONDS + 2;
    for (const pending of held) {
      await expect(pending.finish()).rejects.toMatchObject({ code: 'date_outside_window' });
    }
  });

  it('is taken to the last second', async () => {
    const clock = { seconds: SIGNED_AT };
    const pending = await begin(clock);
    clock.seconds = SIGNED_AT + WINDOW_SECONDS;
    await expect(pending.finish()).resolves.toMatchObject({ customerId: 'customer-1' });
  });

  it('is a copy to the last second', async () => {
    const clock = { seconds: SIGNED_AT };
    const replay = storeOf(clock);
    await (await begin(clock, replay)).finish();
    clock.seconds = SIGNED_AT + WINDOW_SECONDS;
    const pending = await begin(clock, replay);
    await expect(pending.finish()).rejects.toMatchObject({ code: 'replayed' });
  });

  it('is refused, as the head is, by a clock that gives no seconds', async () => {
    const clock = { seconds: SIGNED_AT };
    const pending = await begin(clock);
    clock.seconds = Number.NaN;
    await expect(pending.finish()).rejects.toMatchObject({ code: 'invalid_auth_option' });
    await expect(begin(clock)).rejects.toMatchObject({ code: 'invalid_auth_option' });
  });
});

it('is not taken twice by a store whose clock runs in milliseconds', async () => {
  const store = createMemoryReplayStore({ now: () => SIGNED_AT * 1000 });
  await expect(async () => store.addIfAbsent('key', SIGNED_AT + 301)).rejects.toMatchObject({
    code: 'invalid_auth_option',
  });
});
