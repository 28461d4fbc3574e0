import { hmacSha256 } from '@stagedoor/token/sha256';
import type { CustomerKeys } from '../../credential-lookup.js';
import { equalInConstantTime } from '../../equal-in-constant-time.js';
import { listTriedSecrets, type TriedSecret } from '../live-secrets.js';
import { listTriedPublicKeys } from './live-public-keys.js';
import { verifyEd25519 } from './verify-ed25519.js';

/** An algorithm of RFC 9421, section 3.3, that customers may have keys for. */
interface SignatureAlgorithm {
  /** The name in `alg`. */
  readonly name: string;
  /** Octets of a signature. */
  readonly byteLength: number;
  /** Always as many, whether the customer exists and however many it has. */
  readonly listTriedKeys: (keys: CustomerKeys | undefined) => readonly TriedSecret[];
  readonly verify: (
    key: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ) => boolean | Promise<boolean>;
}

/** The algorithms, no two with signatures of the same length. */
export const SIGNATURE_ALGORITHMS: readonly SignatureAlgorithm[] = [
  {
    name: 'hmac-sha256',
    byteLength: 32,
    listTriedKeys: listTriedSecrets,
    verify: (key, message, signature) => equalInConstantTime(signature, hmacSha256(key, message)),
  },
  {
    name: 'ed25519',
    byteLength: 64,
    listTriedKeys: listTriedPublicKeys,
    verify: verifyEd25519,
  },
];

/** A live key that makes the signature, and what it is registered for. */
export interface MatchingKey {
  readonly algorithm: string;
  readonly name: 'primary' | 'secondary';
}

/**
 * The live key of the customer that makes this signature of this message. Its length tells which keys to try: what the
 * message says of its algorithm has no part in it (RFC 9421, section 3.2). All are tried, also after a match.
 */
export async function findMatchingKey(
  keys: CustomerKeys | undefined,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<MatchingKey | undefined> {
  const algorithm = SIGNATURE_ALGORITHMS.find(({ byteLength }) => byteLength === signature.length);
  let matching: MatchingKey | undefined;
  for (const { octets, name } of algorithm?.listTriedKeys(keys) ?? []) {
    const isMade = (await algorithm?.verify(octets, message, signature)) ?? false;
    if (!isMade || name === undefined || algorithm === undefined) continue;
    matching ??= { algorithm: algorithm.name, name };
  }
  return matching;
}
