import { createHash } from 'node:crypto';

/** What a sign is made of: media-broadcast.md 12. */
export interface SignedParts {
  readonly authKey: string;
  /** As it is requested, with its leading slash. */
  readonly path: string;
  /** Unix seconds in decimal digits. */
  readonly ts: string;
}

/** MD5 over key, path and `ts`, which is what clients of the documents compute: 16 bytes. */
export function computeSign({ authKey, path, ts }: SignedParts): Uint8Array {
  return createHash('md5').update(`${authKey}${path}${ts}`, 'utf8').digest();
}
