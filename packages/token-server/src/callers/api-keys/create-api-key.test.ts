import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashApiKeyText, parseApiKeyId } from './api-key-text.js';
import { createApiKey } from './create-api-key.js';

const NOW = 1_700_000_000;
const APP_ID = '3F0C9A7B1D5E48269AB0C4D2E6F81735';

describe('a new API key', () => {
  it('is kept without the key', () => {
    const { key, stored } = createApiKey({ name: 'web', now: NOW, randomBytes });
    expect(stored).toEqual({
      id: parseApiKeyId(key),
      name: 'web',
      scopes: [],
      labels: {},
      createdAt: NOW,
      disabled: false,
      secrets: [{ sha256: hashApiKeyText(key), createdAt: NOW }],
    });
    expect(JSON.stringify(stored)).not.toContain(key.slice(14));
  });

  it('has what it is given', () => {
    const { stored } = createApiKey({
      name: 'Web shop, Zürich',
      scopes: ['call:start', 'chat'],
      labels: { team: 'red' },
      appIds: [APP_ID],
      expiresAt: NOW + 60,
      now: NOW,
      randomBytes,
    });
    expect(stored).toMatchObject({
      name: 'Web shop, Zürich',
      scopes: ['call:start', 'chat'],
      labels: { team: 'red' },
      appIds: [APP_ID],
      expiresAt: NOW + 60,
    });
  });

  it.each([
    [{ name: '' }, 'key.name'],
    [{ name: 'a\u001b[2J' }, 'key.name'],
    [{ scopes: ['two words'] }, 'key.scopes[0]'],
    [{ scopes: ['a', ''] }, 'key.scopes[1]'],
    [{ labels: { team: 'a\nb' } }, 'key.labels.team'],
    [{ labels: { ['__proto__']: 'x' } }, 'key.labels.__proto__'],
    [{ appIds: ['short'] }, 'key.appIds[0]'],
    [{ expiresAt: 1.5 }, 'key.expiresAt'],
  ])('is not made of %j', (options, path) => {
    expect(() => createApiKey({ name: 'web', now: NOW, randomBytes, ...options })).toThrow(
      expect.objectContaining({ code: 'api_keys_invalid', path }),
    );
  });
});
