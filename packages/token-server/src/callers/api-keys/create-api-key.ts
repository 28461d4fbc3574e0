import { drawApiKeyId, drawApiKeyText, hashApiKeyText, type RandomBytes } from './api-key-text.js';
import { parseApiKey } from './parse-api-keys.js';
import type { NewApiKey } from './stored-api-key.js';

/** What `createApiKey` takes. */
export interface CreateApiKeyOptions {
  /** What it is for, for people: 1 to 100 characters. */
  readonly name: string;
  /** What policies may ask for. Default: none. */
  readonly scopes?: readonly string[] | undefined;
  /** What policies can compare. Default: none. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The App IDs of the projects that it may ask for. Left out: all of the server. */
  readonly appIds?: readonly string[] | undefined;
  /** Unix seconds. Left out: it does not end. */
  readonly expiresAt?: number | undefined;
  /** Unix seconds. */
  readonly now: number;
  /** From a secure source. */
  readonly randomBytes: RandomBytes;
}

/** A new key, and what to keep of it. Throws `api_keys_invalid`. */
export function createApiKey(options: CreateApiKeyOptions): NewApiKey {
  const { name, scopes = [], labels = {}, appIds, expiresAt, now, randomBytes } = options;
  const id = drawApiKeyId(randomBytes);
  const key = drawApiKeyText(id, randomBytes);
  const secrets = [{ sha256: hashApiKeyText(key), createdAt: now }];
  const fields = { id, name, scopes, labels, appIds, createdAt: now, expiresAt, disabled: false };
  return { key, stored: parseApiKey({ ...fields, secrets }, 'key') };
}
