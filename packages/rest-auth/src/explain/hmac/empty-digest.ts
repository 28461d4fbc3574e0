import { digestOf, formatDigest } from '../../schemes/hmac/verify-digest.js';

/** The value of Digest where there is no body. */
export const EMPTY_DIGEST: string = /* @__PURE__ */ formatDigest(digestOf(new Uint8Array()));
