import { describe, expect, it } from 'vitest';
import { agoraToken } from '../src/agora-token.js';
import {
  basic,
  type ReceivedRequest,
  signRequest,
  verifyRequest,
  type VerifyRequestOptions,
} from '../src/index.js';
import {
  APP_ID,
  LOOKUP,
  NO_APP_ID,
  OTHER_CERTIFICATE,
  sampleToken,
  SINGLE_APP_ID,
  withHeaders,
} from './sample-tokens.js';
import { NOW, shown } from './verify-token-request.js';

// Whoever asks often enough must not learn from the time who is known. Each pair is measured turn by turn, so that what
// else the machine does slows down both alike, and by medians, which do not see single interruptions.
const TRIES = 500;
const ATTEMPTS = 8;
/** What is left out is half of the time or more; what differs by chance is a hundredth. */
const MAX_DIFFERENCE = 0.08;

/** One request that is refused. */
interface Refused {
  readonly request: ReceivedRequest;
  readonly options: VerifyRequestOptions;
}

async function timeOf({ request, options }: Refused): Promise<number> {
  const startedAt = performance.now();
  await verifyRequest(request, options).catch(() => undefined);
  return performance.now() - startedAt;
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** How much longer or shorter the second takes, as a part of the first. */
async function measureDifference(one: Refused, other: Refused): Promise<number> {
  const times: { readonly one: number[]; readonly other: number[] } = { one: [], other: [] };
  for (let run = 0; run < TRIES; run += 1) {
    times.one.push(await timeOf(one));
    times.other.push(await timeOf(other));
    times.other.push(await timeOf(other));
    times.one.push(await timeOf(one));
  }
  return Math.abs(medianOf(times.other) / medianOf(times.one) - 1);
}

/** The least difference of several attempts: noise makes differences, and hides none that is always there. */
async function leastDifference(one: Refused, other: Refused): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS && least > MAX_DIFFERENCE; attempt += 1) {
    least = Math.min(least, await measureDifference(one, other));
  }
  return least;
}

const SECRET = '00112233445566778899aabbccddeeff';
const OTHER_SECRET = 'ffeeddccbbaa99887766554433221100';
const ONE_SECRET = 'a1'.repeat(16);
const TWO_SECRETS = 'b2'.repeat(16);
const WRONG_SECRET = 'd4'.repeat(16);
const NOBODY = 'c3'.repeat(16);
const CUSTOMERS = new Map([
  [ONE_SECRET, { secrets: [SECRET] }],
  [TWO_SECRETS, { secrets: [SECRET, OTHER_SECRET] }],
]);

async function customer(customerId: string, customerSecret: string): Promise<Refused> {
  const unsigned = { method: 'GET', authority: 'api.agora.io', target: '/' };
  const credential = { customerId, customerSecret };
  const headers = await signRequest(unsigned, { scheme: 'basic', credential, now: NOW });
  const lookup = { findCustomer: (id: string) => CUSTOMERS.get(id) };
  return {
    request: withHeaders(...headers),
    options: { schemes: [basic()], lookup, now: () => NOW },
  };
}

function project(appId: string, text: string): Refused {
  const schemes = [agoraToken({ appId, service: 'rtm' })];
  return {
    request: withHeaders(...shown(text)),
    options: { schemes, lookup: LOOKUP, now: () => NOW },
  };
}

const forgedFor = (appId: string): string =>
  sampleToken(undefined, { appId, certificate: OTHER_CERTIFICATE });

describe('the time of a refusal', () => {
  it.each([
    ['customers of one secret and nobody', ONE_SECRET, NOBODY],
    ['customers of two secrets and nobody', TWO_SECRETS, NOBODY],
  ])('does not tell %s apart', async (_, known, unknown) => {
    const wrong = await customer(known, WRONG_SECRET);
    const nobody = await customer(unknown, WRONG_SECRET);
    expect(await leastDifference(wrong, nobody)).toBeLessThan(MAX_DIFFERENCE);
  });

  it.each([
    ['projects of one certificate and none', SINGLE_APP_ID],
    ['projects of two certificates and none', APP_ID],
  ])('does not tell %s apart', async (_, known) => {
    const wrong = project(known, forgedFor(known));
    const none = project(NO_APP_ID, forgedFor(NO_APP_ID));
    expect(await leastDifference(wrong, none)).toBeLessThan(MAX_DIFFERENCE);
  });

  it('would tell where the work is left out, so that the measurement sees it', async () => {
    const wrong = await customer(ONE_SECRET, WRONG_SECRET);
    const text = Buffer.from('x'.repeat(65)).toString('base64');
    const request = withHeaders(['Authorization', `Basic ${text}`]);
    expect(await leastDifference(wrong, { ...wrong, request })).toBeGreaterThan(MAX_DIFFERENCE);
    const none = project(NO_APP_ID, forgedFor(NO_APP_ID));
    const cut = project(NO_APP_ID, 'abcd');
    expect(await leastDifference(none, cut)).toBeGreaterThan(MAX_DIFFERENCE);
  });
});
