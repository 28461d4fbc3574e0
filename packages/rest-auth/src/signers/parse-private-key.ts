import { InvalidAuthOptionError } from '../errors.js';

/** A `CryptoKey` of WebCrypto: an Ed25519 private key that may sign. */
export interface Ed25519PrivateKey {
  readonly algorithm: { readonly name: string };
  readonly type: string;
  readonly usages: readonly string[];
}

/** What the runtime signs with. */
type RuntimeKey = Parameters<typeof crypto.subtle.sign>[1];

/** The key for the runtime. Throws `invalid_auth_option` for one that cannot make the signature. */
export function parsePrivateKey(key: Ed25519PrivateKey): RuntimeKey {
  const { algorithm, type, usages } = key;
  if (algorithm.name === 'Ed25519' && type === 'private' && usages.includes('sign')) {
    return key as RuntimeKey;
  }
  throw new InvalidAuthOptionError(
    "ed25519PrivateKey must be a private CryptoKey for Ed25519 with the usage 'sign'",
  );
}
