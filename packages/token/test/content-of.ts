import { inflateSync } from 'node:zlib';

/** What a token packs, by node:zlib and without a look at it: the signature, then what it is over. */
export function contentOf(token: string): Buffer {
  return inflateSync(Buffer.from(token.slice(3), 'base64'));
}
