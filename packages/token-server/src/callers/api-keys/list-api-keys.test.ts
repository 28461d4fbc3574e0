import { expect, it } from 'vitest';
import { createApiKey } from './create-api-key.js';
import { listApiKeys } from './list-api-keys.js';

it('finds a key by its ID alone, and nothing that objects have by themselves', () => {
  const randomBytes = (size: number): Uint8Array => new Uint8Array(size);
  const { stored } = createApiKey({ name: 'web', now: 1, randomBytes });
  const keys = listApiKeys([stored]);
  expect(keys.find(stored.id)).toBe(stored);
  expect(keys.find(stored.id.toLowerCase() + 'x')).toBeUndefined();
  expect(keys.find('__proto__')).toBeUndefined();
  expect(keys.find('constructor')).toBeUndefined();
});
