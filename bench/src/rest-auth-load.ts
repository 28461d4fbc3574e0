import {
  basic,
  createMemoryReplayStore,
  hmac,
  type Scheme,
  signRequest,
  type SchemeName,
} from '@stagedoor/rest-auth';
import { restAuth } from '@stagedoor/rest-auth/fastify';
import fastify, { type FastifyInstance } from 'fastify';
import { runLoad } from './http-load.js';

const CUSTOMER = { customerId: 'c'.repeat(32), customerSecret: 'e'.repeat(32) };
const REQUESTS_PER_ROUND = 8000;
const ROUNDS = 7;
const MILLIS_PER_SECOND = 1000;

/** A route: without authentication, or with one scheme. */
interface Route {
  readonly name: 'none' | SchemeName;
  readonly schemes: readonly Scheme[];
  /** The least share of the requests per second of the route without authentication. */
  readonly targetShare: number;
}

const ROUTES: readonly Route[] = [
  { name: 'none', schemes: [], targetShare: 0 },
  { name: 'basic', schemes: [basic()], targetShare: 0.85 },
  { name: 'hmac', schemes: [hmac()], targetShare: 0.6 },
];

/** What one route reached. */
export interface RouteRate {
  readonly name: string;
  readonly targetShare: number;
  /** Median over all rounds. */
  readonly requestsPerSecond: number;
  /** Of the route without authentication, one for each round, ascending. */
  readonly shares: readonly number[];
}

const nowSeconds = (): number => Math.floor(Date.now() / MILLIS_PER_SECOND);

/** A JSON text of 1 kB that no other request has. */
const bodyOf = (serial: number): string =>
  JSON.stringify({ serial: String(serial).padStart(10, '0'), text: 'x'.repeat(990) });

async function startServer(): Promise<FastifyInstance> {
  const app = fastify();
  const lookup = { findCustomer: () => ({ secrets: [CUSTOMER.customerSecret] }) };
  const replay = createMemoryReplayStore({ now: nowSeconds });
  for (const { name, schemes } of ROUTES) {
    await app.register(async (scope) => {
      if (schemes.length > 0) {
        await scope.register(restAuth, { verify: { schemes, lookup, now: nowSeconds, replay } });
      }
      scope.post(`/${name}`, ({ body }) => ({ received: typeof body }));
    });
  }
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app;
}

async function authHeaders(
  name: Route['name'],
  authority: string,
  body: Uint8Array,
): Promise<string> {
  if (name === 'none') return '';
  const unsigned = { method: 'POST', authority, target: `/${name}`, body };
  const headers = await signRequest(unsigned, {
    scheme: name,
    credential: CUSTOMER,
    now: nowSeconds(),
  });
  return headers.map(([field, value]) => `${field}: ${value}\r\n`).join('');
}

let serial = 0;

async function makeRequest(name: Route['name'], authority: string): Promise<Uint8Array> {
  serial += 1;
  const body = Buffer.from(bodyOf(serial));
  const auth = await authHeaders(name, authority, body);
  const head = `POST /${name} HTTP/1.1\r\nHost: ${authority}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${auth}\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** Requests per second of one route in one round. Every request must be accepted. */
async function runRound(route: Route, port: number): Promise<number> {
  const authority = `127.0.0.1:${port}`;
  const requests: Uint8Array[] = [];
  for (let i = 0; i < REQUESTS_PER_ROUND; i += 1) {
    requests.push(await makeRequest(route.name, authority));
  }
  const { requestsPerSecond, acceptedCount } = await runLoad({ port, requests });
  if (acceptedCount === requests.length) return requestsPerSecond;
  throw new TypeError(`${route.name}: ${requests.length - acceptedCount} requests were refused`);
}

const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Requests per second of a Fastify route that takes POSTs of 1 kB, with each scheme and with none, by turns in one run. The
 * load comes from a thread of its own.
 */
export async function measureRates(): Promise<readonly RouteRate[]> {
  const app = await startServer();
  const port = Number(new URL(app.listeningOrigin).port);
  const rounds: ReadonlyMap<string, number[]> = new Map(ROUTES.map(({ name }) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const route of ROUTES) {
      const rate = await runRound(route, port);
      // The first one only warms up.
      if (round > 0) rounds.get(route.name)?.push(rate);
    }
  }
  await app.close();
  const bare = rounds.get('none') ?? [];
  return ROUTES.map(({ name, targetShare }) => {
    const rates = rounds.get(name) ?? [];
    const shares = rates.map((rate, i) => rate / (bare[i] ?? Number.NaN)).toSorted((a, b) => a - b);
    return { name, targetShare, requestsPerSecond: middleOf(rates), shares };
  });
}
