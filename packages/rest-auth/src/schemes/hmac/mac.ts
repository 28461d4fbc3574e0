import { hmacSha256 } from '@stagedoor/token/sha256';
import type { HMAC_ALGORITHMS } from '../../profile.js';

/** One MAC of the scheme. */
export interface MacAlgorithm {
  /** Octets of a MAC. */
  readonly byteLength: number;
  /** Has read `key` and `message` when it returns, also where the promise is still to be kept. */
  compute(key: Uint8Array, message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** For what only the lenient profile takes, the runtime's own engine, which is asynchronous. */
async function computeWithWebCrypto(
  hash: string,
  key: Uint8Array,
  message: Uint8Array,
): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash };
  const { subtle } = crypto;
  const copy = new Uint8Array(message);
  const imported = await subtle.importKey('raw', new Uint8Array(key), algorithm, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', imported, copy));
}

const byWebCrypto = (hash: string, byteLength: number): MacAlgorithm => ({
  byteLength,
  compute: (key, message) => computeWithWebCrypto(hash, key, message),
});

const ALGORITHMS: Readonly<Record<(typeof HMAC_ALGORITHMS)[number], MacAlgorithm>> = {
  'hmac-sha256': { byteLength: 32, compute: hmacSha256 },
  'hmac-sha384': /* @__PURE__ */ byWebCrypto('SHA-384', 48),
  'hmac-sha512': /* @__PURE__ */ byWebCrypto('SHA-512', 64),
};

/** Every algorithm of the scheme by its name; which of them is taken, the profile says. */
export const MAC_ALGORITHMS: ReadonlyMap<string, MacAlgorithm> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(ALGORITHMS),
);
