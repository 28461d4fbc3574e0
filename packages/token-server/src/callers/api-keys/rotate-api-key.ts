import { ApiKeyRotatingError } from '../errors.js';
import { drawApiKeyText, hashApiKeyText, type RandomBytes } from './api-key-text.js';
import { parseApiKey } from './parse-api-keys.js';
import type { NewApiKey, StoredApiKey, StoredApiKeySecret } from './stored-api-key.js';

/** What `rotateApiKey` takes. */
export interface RotateApiKeyOptions {
  /** How long the old secret still works. 0 ends it at once. */
  readonly overlapSeconds: number;
  /** Drop the older one of two live secrets, which otherwise is refused. */
  readonly dropPrevious?: boolean | undefined;
  /** Unix seconds. */
  readonly now: number;
  /** From a secure source. */
  readonly randomBytes: RandomBytes;
}

const isLive = (secret: StoredApiKeySecret | undefined, now: number): boolean =>
  secret !== undefined && (secret.expiresAt === undefined || secret.expiresAt > now);

/**
 * A new secret for a key, which keeps its ID, its scopes and all else. The secret before works until the overlap ends. Throws
 * `api_key_rotating` where two secrets are live already, and `api_keys_invalid` for an overlap that is no number of seconds.
 */
export function rotateApiKey(stored: StoredApiKey, options: RotateApiKeyOptions): NewApiKey {
  const { overlapSeconds, dropPrevious = false, now, randomBytes } = options;
  const [current, previous] = stored.secrets;
  if (!dropPrevious && isLive(previous, now)) {
    throw new ApiKeyRotatingError(stored.id, previous?.expiresAt);
  }
  const key = drawApiKeyText(stored.id, randomBytes);
  const end = now + overlapSeconds;
  const secrets = [
    { sha256: hashApiKeyText(key), createdAt: now },
    { ...current, expiresAt: Math.min(current.expiresAt ?? end, end) },
  ];
  return { key, stored: parseApiKey({ ...stored, secrets }, 'key') };
}
