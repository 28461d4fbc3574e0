import type { ApiKeyDirectory, StoredApiKey } from './stored-api-key.js';

/** Keys in memory, to be looked up at once. Of two with one ID the later one counts. */
export function listApiKeys(keys: readonly StoredApiKey[]): ApiKeyDirectory {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return { find: (keyId) => byId.get(keyId) };
}
