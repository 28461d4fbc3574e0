import {
  createMemoryReplayStore,
  hmac,
  type ReceivedRequest,
  signRequest,
  verifyRequest,
} from '@stagedoor/rest-auth';
import { bytesOfUtf8 } from './hex.js';
import { refusalOf, type Trial } from './trial.js';
import type { RequestVector } from './vectors.js';

const MILLIS_PER_SECOND = 1000;

/** The request as the vector has it, with the headers that the documents show. */
function requestOf(vector: RequestVector): ReceivedRequest {
  const { method, target, authority, date, digest, customerId, signature } = vector;
  const body = bytesOfUtf8(vector.body);
  const parameters = `username="${customerId}", algorithm="hmac-sha256", headers="host date request-line digest", signature="${signature}"`;
  return {
    method,
    target,
    headers: [
      ['Host', authority],
      ['Date', date],
      ['Digest', digest],
      ['Authorization', `hmac ${parameters}`],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}

const verify = (request: ReceivedRequest, vector: RequestVector): Promise<string> => {
  const now = (): number => Date.parse(vector.date) / MILLIS_PER_SECOND;
  const keys = { secrets: [vector.customerSecret] };
  const lookup = {
    findCustomer: (id: string) => (id === vector.customerId ? keys : undefined),
  };
  const replay = createMemoryReplayStore({ now });
  return refusalOf(async () => {
    const principal = await verifyRequest(request, { schemes: [hmac()], lookup, now, replay });
    return principal.kind;
  });
};

const sign = (vector: RequestVector): Promise<string> =>
  refusalOf(async () => {
    const { method, target, authority, customerId, customerSecret } = vector;
    const headers = await signRequest(
      { method, target, authority, body: bytesOfUtf8(vector.body) },
      {
        scheme: 'hmac',
        credential: { customerId, customerSecret },
        now: Date.parse(vector.date) / MILLIS_PER_SECOND,
      },
    );
    const authorization = headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
    return /signature="(?<text>[^"]*)"/.exec(authorization)?.groups?.['text'] ?? '';
  });

async function tryRequest(vector: RequestVector): Promise<readonly Trial[]> {
  const { id, signature, target } = vector;
  const request = requestOf(vector);
  const altered = { ...request, target: `${target}x` };
  const longer = { ...request, body: bytesOfUtf8(`${vector.body} `) };
  return [
    { name: `sign ${id}`, got: await sign(vector), wanted: signature, detail: '' },
    { name: `accept ${id}`, got: await verify(request, vector), wanted: 'customer', detail: '' },
    {
      name: `refuse ${id} for another target`,
      got: await verify(altered, vector),
      wanted: 'signature_mismatch',
      detail: '',
    },
    {
      name: `refuse ${id} with another body`,
      got: await verify(longer, vector),
      wanted: 'digest_mismatch',
      detail: '',
    },
  ];
}

/** Signs, verifies and damages every signed request. */
export async function tryRequests(vectors: readonly RequestVector[]): Promise<readonly Trial[]> {
  const trials = await Promise.all(vectors.map(tryRequest));
  return trials.flat();
}
