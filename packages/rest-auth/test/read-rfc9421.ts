import { readFileSync } from 'node:fs';
import type { HeaderPairs } from '../src/index.js';

/** A signed request of RFC 9421 or like it, and what it is signed with. */
export interface MessageVector {
  readonly id: string;
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderPairs;
  readonly body: string;
  readonly components: readonly string[];
  readonly signatureParams: string;
  readonly base: string;
  readonly algorithm: 'hmac-sha256' | 'ed25519' | 'rsa-pss-sha512';
  /** Base64: a secret, the 32 octets of a public key, or a public key as SPKI. */
  readonly key: string;
  /** Base64. */
  readonly signature: string;
}

const FILE = new URL('../../../vectors/requests/rfc9421.json', import.meta.url);

/** The vectors of `message-signature`. */
export const MESSAGE_VECTORS: readonly MessageVector[] = JSON.parse(readFileSync(FILE, 'utf8'));

/** The vector with this ID. */
export function messageVector(id: string): MessageVector {
  const found = MESSAGE_VECTORS.find((vector) => vector.id === id);
  if (found === undefined) throw new Error(`there is no vector ${id}`);
  return found;
}
