import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createApiKey } from './create-api-key.js';
import { parseApiKeys } from './parse-api-keys.js';
import { rotateApiKey } from './rotate-api-key.js';
import { writeApiKeys } from './write-api-keys.js';

it('writes what is read again as it was', () => {
  const { stored } = createApiKey({ name: 'web', labels: { a: 'b' }, now: 5, randomBytes });
  const rotated = rotateApiKey(stored, { overlapSeconds: 60, now: 9, randomBytes }).stored;
  const text = writeApiKeys([rotated]);
  expect(text.endsWith('}\n')).toBe(true);
  expect(parseApiKeys(JSON.parse(text))).toEqual([rotated]);
});
