import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashApiKeyText } from './api-key-text.js';
import { createApiKey } from './create-api-key.js';
import { rotateApiKey, type RotateApiKeyOptions } from './rotate-api-key.js';
import type { NewApiKey, StoredApiKey } from './stored-api-key.js';

const NOW = 1_700_000_000;

const rotate = (stored: StoredApiKey, options: Partial<RotateApiKeyOptions> = {}): NewApiKey =>
  rotateApiKey(stored, { overlapSeconds: 60, now: NOW, randomBytes, ...options });

describe('a rotated API key', () => {
  const first = createApiKey({ name: 'web', scopes: ['call'], now: NOW - 100, randomBytes });

  it('keeps all but its secrets, and the one before ends with the overlap', () => {
    const { key, stored } = rotate(first.stored);
    expect(stored).toEqual({
      ...first.stored,
      secrets: [
        { sha256: hashApiKeyText(key), createdAt: NOW },
        { sha256: hashApiKeyText(first.key), createdAt: NOW - 100, expiresAt: NOW + 60 },
      ],
    });
    expect(first.stored.secrets).toHaveLength(1);
  });

  it('is not rotated again while the older secret is live', () => {
    const { stored } = rotate(first.stored);
    expect(() => rotate(stored, { now: NOW + 59 })).toThrow(
      expect.objectContaining({
        code: 'api_key_rotating',
        message: expect.stringContaining(String(NOW + 60)) as string,
      }),
    );
  });

  it('is rotated again when the older secret has ended, or nobody needs it', () => {
    const { key, stored } = rotate(first.stored);
    for (const options of [{ now: NOW + 60 }, { dropPrevious: true }]) {
      const [, previous] = rotate(stored, options).stored.secrets;
      expect(previous?.sha256).toBe(hashApiKeyText(key));
    }
  });

  it('does not make the secret before live longer than it was', () => {
    const [secret] = first.stored.secrets;
    const ending = { ...first.stored, secrets: [{ ...secret, expiresAt: NOW + 5 }] as const };
    expect(rotate(ending).stored.secrets[1]?.expiresAt).toBe(NOW + 5);
  });

  it.each([Number.NaN, 0.5, -NOW - 1, Infinity])('has no overlap of %d s', (overlapSeconds) => {
    expect(() => rotate(first.stored, { overlapSeconds })).toThrow(
      expect.objectContaining({ code: 'api_keys_invalid' }),
    );
  });
});
