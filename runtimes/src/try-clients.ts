import { createMemoryReplayStore, hmac, verifyRequest } from '@stagedoor/rest-auth';
import { createFetch } from '@stagedoor/rest-auth/client';
import { bytesOfUtf8 } from './hex.js';
import { refusalOf, type Trial } from './trial.js';
import type { RequestVector } from './vectors.js';

const MILLIS_PER_SECOND = 1000;

/** Signs with `createFetch`, and verifies what it would have sent. */
async function tryClient(vector: RequestVector): Promise<Trial> {
  const { id, method, authority, target, body, customerId, customerSecret } = vector;
  const now = (): number => Date.parse(vector.date) / MILLIS_PER_SECOND;
  const options = {
    schemes: [hmac()],
    lookup: { findCustomer: () => ({ secrets: [customerSecret] }) },
    now,
    replay: createMemoryReplayStore({ now }),
  };
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const { host, pathname, search } = new URL(url);
    const request = {
      method: init.method ?? 'GET',
      target: pathname + search,
      headers: [['Host', host], ...new Headers(init.headers)] as const,
      body: new Uint8Array(await new Response(init.body ?? null).arrayBuffer()),
    };
    const principal = await verifyRequest(request, options);
    return new Response(principal.kind);
  };
  const client = createFetch({
    scheme: 'hmac',
    credential: { customerId, customerSecret },
    fetch: send,
    now,
    // A browser lets no program set Date.
    dateHeader: 'x-date',
  });
  const call = async (): Promise<string> => {
    const bytes = bytesOfUtf8(body);
    const response = await client(`https://${authority}${target}`, {
      method,
      ...(bytes.length > 0 && { body: bytes.slice().buffer }),
    });
    return response.text();
  };
  return { name: `fetch ${id}`, got: await refusalOf(call), wanted: 'customer', detail: '' };
}

/** Sends every request that is signed with `hmac` through a signing `fetch`. */
export async function tryClients(vectors: readonly RequestVector[]): Promise<readonly Trial[]> {
  return Promise.all(vectors.map(tryClient));
}
