import type { ApiKeyView } from '@stagedoor/platform';

/** What the administrator's commands that change an API key give. */
export function parseApiKeyView(result: unknown): ApiKeyView {
  return result as ApiKeyView;
}

/** What the administrator's command `api-key.list` gives: one page. */
export function parseApiKeyPage(result: unknown): {
  readonly apiKeys: readonly ApiKeyView[];
  /** Where the next page begins; null at the last one. */
  readonly next: string | null;
} {
  return result as { readonly apiKeys: readonly ApiKeyView[]; readonly next: string | null };
}
