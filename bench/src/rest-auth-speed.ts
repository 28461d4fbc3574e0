import { createHash, createHmac } from 'node:crypto';
import {
  createMemoryReplayStore,
  hmac,
  type ReceivedRequest,
  signRequest,
  verifyRequest,
} from '@stagedoor/rest-auth';

const CUSTOMER = { customerId: 'c'.repeat(32), customerSecret: 'e'.repeat(32) };
const AUTHORITY = 'api.example.com';
const BODY_BYTES = 1024;
/** About as long as the signing string of such a request. */
const SIGNED_BYTES = 240;
const REQUEST_COUNT = 4000;
const ROUNDS = 15;
const MICROS_PER_MILLI = 1000;

/** What one run measured: medians, in microseconds. */
export interface VerifyCost {
  readonly verifyMicros: number;
  /** One SHA-256 of the body and one HMAC of a signing string, by node:crypto. */
  readonly bareMicros: number;
  /** How many times the bare cost, one value for each round, ascending. */
  readonly ratios: readonly number[];
}

const body = new Uint8Array(BODY_BYTES).fill(0x61);
const signedText = Buffer.alloc(SIGNED_BYTES, 'a');
const now = Math.floor(Date.now() / 1000);

async function makeRequest(index: number): Promise<ReceivedRequest> {
  const unsigned = {
    method: 'POST',
    authority: AUTHORITY,
    target: `/v1/projects/0123456789abcdef0123456789abcdef/fls/domains?n=${index}`,
    body,
  };
  const headers = await signRequest(unsigned, { scheme: 'hmac', credential: CUSTOMER, now });
  const others = [
    ['Host', AUTHORITY],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(BODY_BYTES)],
    ['User-Agent', 'bench'],
  ] as const;
  return { ...unsigned, headers: [...others, ...headers] };
}

async function timeVerify(requests: readonly ReceivedRequest[]): Promise<number> {
  const options = {
    schemes: [hmac()],
    lookup: { findCustomer: () => ({ secrets: [CUSTOMER.customerSecret] }) },
    now: () => now,
    replay: createMemoryReplayStore({ now: () => now }),
  };
  const startedAt = performance.now();
  for (const request of requests) await verifyRequest(request, options);
  return ((performance.now() - startedAt) * MICROS_PER_MILLI) / requests.length;
}

function timeBare(): number {
  const startedAt = performance.now();
  for (let i = 0; i < REQUEST_COUNT; i += 1) {
    createHash('sha256').update(body).digest();
    createHmac('sha256', CUSTOMER.customerSecret).update(signedText).digest();
  }
  return ((performance.now() - startedAt) * MICROS_PER_MILLI) / REQUEST_COUNT;
}

const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Times verifying 1 kB POSTs signed with `hmac`, and the bare hashing of the same sizes, by turns in one run. */
export async function measureVerifyCost(): Promise<VerifyCost> {
  const requests = await Promise.all(
    Array.from({ length: REQUEST_COUNT }, (_, i) => makeRequest(i)),
  );
  const rounds: { readonly verifyMicros: number; readonly bareMicros: number }[] = [];
  await timeVerify(requests);
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ bareMicros: timeBare(), verifyMicros: await timeVerify(requests) });
  }
  return {
    verifyMicros: middleOf(rounds.map(({ verifyMicros }) => verifyMicros)),
    bareMicros: middleOf(rounds.map(({ bareMicros }) => bareMicros)),
    ratios: rounds
      .map(({ verifyMicros, bareMicros }) => verifyMicros / bareMicros)
      .toSorted((a, b) => a - b),
  };
}
