import { describe, expect, it } from 'vitest';
import type { ReceivedRequest, VerifyRequestOptions } from '../src/index.js';
import { outcomeOf } from './hmac-outcome.js';
import { buildOptions, buildRequest, SECRET } from './hmac-request.js';

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function timeOf(request: ReceivedRequest, options: VerifyRequestOptions): Promise<number> {
  const startedAt = performance.now();
  await outcomeOf(request, options);
  return performance.now() - startedAt;
}

const TRIES = 2000;
const ATTEMPTS = 12;
const MAX_DIFFERENCE = 0.05;

/**
 * How much longer or shorter the second takes, as a part of the first. Turn by turn, so that what else the machine does
 * slows down both alike, and by medians, which do not see interruptions.
 */
async function measureDifference(
  one: ReceivedRequest,
  other: ReceivedRequest,
  options: VerifyRequestOptions,
): Promise<number> {
  const ones: number[] = [];
  const others: number[] = [];
  for (let run = 0; run < TRIES / 2; run += 1) {
    ones.push(await timeOf(one, options));
    others.push(await timeOf(other, options));
    others.push(await timeOf(other, options));
    ones.push(await timeOf(one, options));
  }
  return medianOf(others) / medianOf(ones) - 1;
}

/** The least of several attempts: noise makes differences, and hides none that is always there. */
async function leastDifference(
  one: ReceivedRequest,
  other: ReceivedRequest,
  options = buildOptions(),
): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least > MAX_DIFFERENCE / 2; attempt += 1) {
    least = Math.min(least, Math.abs(await measureDifference(one, other, options)));
  }
  return least;
}

const BODY = 'x'.repeat(1024);
const WRONG = buildRequest({ body: BODY, secret: `${SECRET}!` });

/** Customers as the field has them: IDs and secrets of 32 hex digits. */
const ONE_SECRET = 'a1'.repeat(16);
const TWO_SECRETS = 'b2'.repeat(16);
const NOBODY = 'c3'.repeat(16);
const LIVE = ['00112233445566778899aabbccddeeff', 'ffeeddccbbaa99887766554433221100'];
const CUSTOMERS = new Map([
  [ONE_SECRET, { secrets: LIVE.slice(0, 1) }],
  [TWO_SECRETS, { secrets: LIVE }],
]);
const FIELD_OPTIONS = buildOptions('strict', {
  lookup: { findCustomer: (id) => CUSTOMERS.get(id) },
});
const wrongOf = (customerId: string): ReceivedRequest =>
  buildRequest({ body: BODY, customerId, secret: 'wrong' });

/** The right MAC, of which the octets from `from` on are wrong. */
const wrongFrom = (from: number): ReceivedRequest =>
  buildRequest({
    body: BODY,
    sign: (text) =>
      Buffer.from(
        Buffer.from(text, 'base64').map((octet, i) => (i < from ? octet : octet ^ 0xff)),
      ).toString('base64'),
  });

describe('P: the time of a refusal', () => {
  it.each([
    ['a customer of one secret', ONE_SECRET],
    ['a customer of two secrets', TWO_SECRETS],
  ])('does not tell %s from nobody', async (_, known) => {
    const difference = await leastDifference(wrongOf(known), wrongOf(NOBODY), FIELD_OPTIONS);
    expect(difference).toBeLessThan(MAX_DIFFERENCE);
  });

  it.each([1, 16, 31])('does not tell how many octets of a MAC are right: %i', async (from) => {
    expect(await leastDifference(wrongFrom(0), wrongFrom(from))).toBeLessThan(MAX_DIFFERENCE);
  });

  it('would tell where a MAC less is computed, so that the measurement sees it', async () => {
    const host = 'api.agora.io:8443';
    const candidates = buildRequest({ body: BODY, host, secret: 'wrong' });
    expect(await leastDifference(WRONG, candidates)).toBeGreaterThan(MAX_DIFFERENCE);
  });
});

/** Grows in every part that a stranger writes. */
const GROWING: readonly (readonly [string, (size: number) => ReceivedRequest])[] = [
  ['quotes', (size) => withCredential('"'.repeat(size))],
  ['commas', (size) => withCredential(`username="a"${','.repeat(size)}`)],
  ['blanks between parameters', (size) => withCredential(`username="a"${' '.repeat(size)}x`)],
  ['blanks before the first', (size) => withCredential(`${' '.repeat(size)}x`)],
  ['quadruples in a row', (size) => withCredential(QUADRUPLE.repeat(size / QUADRUPLE.length))],
  [
    'quadruples in a value',
    (size) => withCredential(`username="${'username=,algorithm='.repeat(size / 20)}`),
  ],
  ['names without values', (size) => withCredential('username='.repeat(size / 9))],
  ['equals signs and quotes', (size) => withCredential('="'.repeat(size / 2))],
  ['backslashes', (size) => withCredential(`username="${'\\'.repeat(size)}"`)],
  ['a letter', (size) => withCredential('a'.repeat(size))],
  ['a customer ID', (size) => buildRequest({ customerId: 'x'.repeat(size) })],
  ['a list of names', (size) => buildRequest({ names: 'x-tag '.repeat(size / 6) })],
  ['a name in the list', (size) => buildRequest({ names: 'x'.repeat(size) })],
  ['a signature of hex', (size) => buildRequest({ sign: () => 'a'.repeat(size) })],
  ['a signature of hyphens', (size) => buildRequest({ sign: () => '-'.repeat(size + 1) })],
  ['a date of blanks', (size) => buildRequest({ date: `Sat,${' '.repeat(size)}x` })],
  ['a date of digits', (size) => buildRequest({ date: `${'1'.repeat(size)}x` })],
  ['a date of zones', (size) => buildRequest({ date: 'GMT '.repeat(size / 4) + '!' })],
  ['a date of times', (size) => buildRequest({ date: ' 06:30:00'.repeat(size / 9) + '!' })],
  [
    'a host of ports',
    (size) => buildRequest({ host: `${':1'.repeat(size / 2)}x`, secret: 'wrong' }),
  ],
  ['a digest', (size) => buildRequest({ digest: `SHA-256=${'A'.repeat(size)}` })],
  ['a target', (size) => buildRequest({ target: `/${'%'.repeat(size)}`, secret: 'wrong' })],
  ['a value of blanks', (size) => buildRequest({ fields: [['X-Tag', `${' '.repeat(size)}x`]] })],
  [
    'one field again and again',
    (size) => buildRequest({ fields: Array.from({ length: size / 8 }, () => ['X-T', 'x']) }),
  ],
  [
    'many fields',
    (size) => buildRequest({ fields: Array.from({ length: size / 8 }, (_, i) => [`x-${i}`, 'x']) }),
  ],
  [
    'Authorization again and again',
    (size) =>
      buildRequest({ fields: Array.from({ length: size / 20 }, () => ['Authorization', 'x']) }),
  ],
];

const QUADRUPLE = 'username="a",algorithm="hmac-sha256",headers="a",signature="a" ';
const withCredential = (text: string): ReceivedRequest =>
  buildRequest({ write: () => `hmac ${text}` });

/** Limits so wide that the parsers see all of it. */
const WIDE = { maxHeadBytes: 2 ** 24, maxAuthorizationBytes: 2 ** 24, maxSignedNames: 1024 };
/** 64 KB: sixteen times what is read of a credential by default. */
const SIZE = 65_536;
const BIG = 16 * SIZE;
const MAX_GROWTH = 3;
/** Far above what any takes, far below what a square of the size takes. */
const QUICK_MILLISECONDS = 100;

/** The least of some tries, in milliseconds. */
async function leastTime(request: ReceivedRequest): Promise<number> {
  const options = buildOptions({ name: 'agora', ...WIDE });
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run += 1) least = Math.min(least, await timeOf(request, options));
  return least;
}

/** What twice the size takes, as a multiple: a square would be 4, at the least of several attempts too. */
async function leastGrowth(grow: (size: number) => ReceivedRequest): Promise<number> {
  const [single, double] = [grow(BIG), grow(2 * BIG)];
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least > MAX_GROWTH; attempt += 1) {
    // Below a millisecond there is nothing to see.
    const base = Math.max(await leastTime(single), 1);
    least = Math.min(least, (await leastTime(double)) / base);
  }
  return least;
}

describe('S: input that is made to take long', () => {
  it.each(GROWING)('%s of 64 KB is refused at once', async (_, grow) => {
    for (const profile of ['strict', 'agora'] as const) {
      const options = buildOptions(profile);
      const { letter } = await outcomeOf(grow(SIZE), options);
      // Where the whole head is too long, that is said: K22.
      expect(['400', '431', 'C', 'D', 'M']).toContain(letter);
      expect(await timeOf(grow(SIZE), options)).toBeLessThan(QUICK_MILLISECONDS);
    }
  });

  it.each(GROWING)('%s takes linear time where all of it is read', async (_, grow) => {
    expect(await leastGrowth(grow)).toBeLessThan(MAX_GROWTH);
  });

  it('40 names are refused, 32 are read', async () => {
    const tags = Array.from({ length: 36 }, (_, i) => `x-${i}`);
    const fields = tags.map((name) => [name, 'x'] as const);
    const names = (count: number): string =>
      `host date request-line digest ${tags.slice(0, count).join(' ')}`;
    expect(
      await outcomeOf(buildRequest({ fields, names: names(36) }), buildOptions()),
    ).toMatchObject({ letter: 'C', code: 'headers_list_invalid' });
    expect(
      await outcomeOf(buildRequest({ fields, names: names(28) }), buildOptions()),
    ).toMatchObject({ letter: 'ok' });
  });
});
