import type { Caller, CallerAuthenticator } from '../caller.js';
import { ApiKeyRefusedError } from '../errors.js';
import { readCredential } from '../read-credential.js';
import { hashApiKeyText, parseApiKeyId } from './api-key-text.js';
import { equalInConstantTime } from './equal-in-constant-time.js';
import type { ApiKeyDirectory, StoredApiKey, StoredApiKeySecret } from './stored-api-key.js';

/** What `apiKeyCallers` takes. */
export interface ApiKeyCallersOptions {
  readonly directory: ApiKeyDirectory;
  /** Unix seconds. */
  readonly now: () => number;
}

/** Compared with where there is no secret, so that it costs the same. No key has this hash that anyone can find. */
const NO_HASH = '0'.repeat(64);

interface MatchedSecret {
  readonly credential: 'current' | 'previous';
  readonly secret: StoredApiKeySecret;
}

/** Always two comparisons: of a key that is not there, and of one that has one secret. */
function matchSecret(
  hash: string,
  [current, previous]: readonly [StoredApiKeySecret?, StoredApiKeySecret?],
): MatchedSecret | undefined {
  const isCurrent = equalInConstantTime(hash, current?.sha256 ?? NO_HASH);
  const isPrevious = equalInConstantTime(hash, previous?.sha256 ?? NO_HASH);
  if (isCurrent && current !== undefined) return { credential: 'current', secret: current };
  if (isPrevious && previous !== undefined) return { credential: 'previous', secret: previous };
  return undefined;
}

const isOver = (expiresAt: number | undefined, now: number): boolean =>
  expiresAt !== undefined && expiresAt <= now;

/** Why a key that was proven opens nothing, undefined where it does. */
function findObstacle(
  { disabled, expiresAt }: StoredApiKey,
  { credential, secret }: MatchedSecret,
  now: number,
): string | undefined {
  if (disabled) return 'it is disabled';
  if (isOver(expiresAt, now)) return `it ended at ${expiresAt}`;
  if (isOver(secret.expiresAt, now)) return `its ${credential} secret ended at ${secret.expiresAt}`;
  return undefined;
}

function judgeKey(
  keyId: string,
  { hash, now }: { readonly hash: string; readonly now: number },
  stored: StoredApiKey | undefined,
): Caller {
  const matched = matchSecret(hash, stored?.secrets ?? []);
  if (stored === undefined) throw new ApiKeyRefusedError(`there is no key ${keyId}`);
  if (matched === undefined) throw new ApiKeyRefusedError(`the key ${keyId} has another secret`);
  const obstacle = findObstacle(stored, matched, now);
  if (obstacle !== undefined) throw new ApiKeyRefusedError(`the key ${keyId}: ${obstacle}`);
  const { id, scopes, labels: claims, appIds } = stored;
  return { kind: 'api-key', id, scopes, claims, appIds, credential: matched.credential };
}

/**
 * Callers with API keys, in `Authorization: Bearer` or `X-API-Key`. The ID of the caller is that of the key, its claims
 * are the labels. Answers at once where the directory does.
 *
 * Refuses with `api_key_malformed`, which anyone can tell from the key alone, and with `api_key_refused`: the same answer
 * after the same work, whether there is no such key, it has another secret, is disabled or is over.
 */
export function apiKeyCallers({ directory, now }: ApiKeyCallersOptions): CallerAuthenticator {
  return {
    challenge: 'Bearer',
    authenticate: (request) => {
      const shown = readCredential(request);
      if (shown?.kind !== 'api-key') return undefined;
      const keyId = parseApiKeyId(shown.text);
      const proof = { hash: hashApiKeyText(shown.text), now: now() };
      const found = directory.find(keyId);
      return found instanceof Promise
        ? found.then((stored) => judgeKey(keyId, proof, stored))
        : judgeKey(keyId, proof, found);
    },
  };
}
