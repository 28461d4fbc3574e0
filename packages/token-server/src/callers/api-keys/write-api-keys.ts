import type { StoredApiKey } from './stored-api-key.js';

/** The document of these keys as text, which `parseApiKeys` reads after `JSON.parse`. */
export function writeApiKeys(keys: readonly StoredApiKey[]): string {
  return `${JSON.stringify({ version: 1, keys }, undefined, 2)}\n`;
}
