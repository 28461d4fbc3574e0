import { hmacSha256 } from '@stagedoor/token/sha256';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { outcomeOf } from './hmac-outcome.js';
import {
  buildOptions,
  buildRequest,
  CUSTOMER_ID,
  dateAt,
  DISABLED_ID,
  HOST,
  NOW,
  type RequestDraft,
  SECOND_SECRET,
  TWO_SECRETS_ID,
} from './hmac-request.js';

// Counts the MACs, which are nearly all the time that a refusal takes: their number must not tell who is a customer.
vi.mock(import('@stagedoor/token/sha256'), async (importOriginal) => {
  const original = await importOriginal();
  return { ...original, hmacSha256: vi.fn<typeof hmacSha256>(original.hmacSha256) };
});

const macs = vi.mocked(hmacSha256);
beforeEach(() => {
  macs.mockClear();
});

async function countMacs(draft: RequestDraft, options = buildOptions()): Promise<number> {
  macs.mockClear();
  await outcomeOf(buildRequest(draft), options);
  return macs.mock.calls.length;
}

const CUSTOMERS: readonly (readonly [string, RequestDraft])[] = [
  ['a customer of one secret', {}],
  ['a customer of one secret, and a wrong one', { secret: 'wrong' }],
  ['a customer of two secrets, by the primary', { customerId: TWO_SECRETS_ID }],
  [
    'a customer of two secrets, by the secondary',
    { customerId: TWO_SECRETS_ID, secret: SECOND_SECRET },
  ],
  ['a customer of two secrets, and a wrong one', { customerId: TWO_SECRETS_ID, secret: 'wrong' }],
  ['a disabled customer', { customerId: DISABLED_ID }],
  ['nobody', { customerId: 'nobody' }],
];

describe.each(CUSTOMERS)('P and K66: the number of MACs for %s', (_, draft) => {
  it('is two', async () => {
    expect(await countMacs(draft)).toBe(2);
    expect(await countMacs(draft, buildOptions('agora'))).toBe(2);
  });

  it('is as many over as many octets', async () => {
    await countMacs(draft);
    const lengths = macs.mock.calls.map(([, message]) => message.length);
    expect(new Set(lengths).size).toBe(1);
  });
});

const isRefused = ([, { secret, customerId }]: (typeof CUSTOMERS)[number]): boolean =>
  secret === 'wrong' || customerId === DISABLED_ID || customerId === 'nobody';

describe.each(CUSTOMERS.filter(isRefused))('P and K66: a refusal of %s', (_, draft) => {
  it('takes two MACs for each host and version that may be signed', async () => {
    expect(await countMacs({ ...draft, host: `${HOST}:8443` })).toBe(4);
    expect(await countMacs({ ...draft, httpVersion: '2' })).toBe(4);
    expect(await countMacs({ ...draft, host: `${HOST}:8443`, httpVersion: '2' })).toBe(8);
    expect(await countMacs({ ...draft, httpVersion: '1.0' }, buildOptions('agora'))).toBe(4);
  });
});

it.each(CUSTOMERS.filter((each) => !isRefused(each)))(
  'K66: for %s no more is tried than what matches, which the answer tells',
  async (_, draft) => {
    expect(await countMacs({ ...draft, host: `${HOST}:8443` })).toBe(2);
    expect(await countMacs({ ...draft, httpVersion: '2' })).toBe(2);
  },
);

it('S: nothing is computed for what fails before', async () => {
  const failing: readonly RequestDraft[] = [
    { write: null },
    { write: () => 'hmac nonsense' },
    { algorithm: 'hmac-sha1' },
    { names: 'date' },
    { date: dateAt(NOW - 301) },
    { sign: (text) => text.replace('=', '') },
  ];
  for (const draft of failing) expect(await countMacs(draft)).toBe(0);
});

it('K66: each secret is tried for what each candidate says', async () => {
  await countMacs({ customerId: TWO_SECRETS_ID });
  const keys = macs.mock.calls.map(([key]) => Buffer.from(key).toString());
  expect(keys).toEqual(['hmac_user_secret', SECOND_SECRET]);
  await countMacs({ customerId: CUSTOMER_ID });
  expect(macs.mock.calls.map(([key]) => Buffer.from(key).toString())[0]).toBe('hmac_user_secret');
});
