import {
  createMemoryReplayStore,
  type CustomerKeys,
  type ReceivedRequest,
  verifyRequest,
} from '@stagedoor/rest-auth';
import { messageSignature } from '@stagedoor/rest-auth/message-signature';
import { bytesOfUtf8 } from './hex.js';
import { refusalOf, type Trial } from './trial.js';
import type { MessageVector } from './vectors.js';

/** What the vectors were signed at, Unix seconds. */
const SIGNED_AT = 1_618_884_473;

const bytesOfBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** The key of the vector, for a secret as the text that it is. */
function keysOf({ algorithm, key }: MessageVector): CustomerKeys {
  if (algorithm === 'ed25519') return { secrets: [], ed25519PublicKeys: [bytesOfBase64(key)] };
  return { secrets: [new TextDecoder().decode(bytesOfBase64(key))] };
}

function requestOf(vector: MessageVector): ReceivedRequest {
  const { method, target, headers, body, signatureParams, signature } = vector;
  const signed = [
    ['Signature-Input', `sig=${signatureParams}`],
    ['Signature', `sig=:${signature}:`],
  ] as const;
  return { method, target, headers: [...headers, ...signed], body: bytesOfUtf8(body) };
}

const now = (): number => SIGNED_AT;

const verify = (request: ReceivedRequest, vector: MessageVector): Promise<string> => {
  const options = {
    schemes: [messageSignature()],
    lookup: { findCustomer: () => keysOf(vector) },
    now,
    replay: createMemoryReplayStore({ now }),
  };
  return refusalOf(async () => (await verifyRequest(request, options)).kind);
};

async function tryMessage(vector: MessageVector): Promise<readonly Trial[]> {
  const { id, target, body } = vector;
  const request = requestOf(vector);
  const altered = { ...request, target: `${target}x` };
  const longer = { ...request, body: bytesOfUtf8(`${body} `) };
  return [
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

/** Verifies and damages every message that is signed as RFC 9421 has it. */
export async function tryMessages(vectors: readonly MessageVector[]): Promise<readonly Trial[]> {
  const trials = await Promise.all(vectors.map(tryMessage));
  return trials.flat();
}
