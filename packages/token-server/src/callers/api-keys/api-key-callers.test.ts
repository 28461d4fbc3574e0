import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Caller, CallerAuthenticator } from '../caller.js';
import { apiKeyCallers } from './api-key-callers.js';
import { createApiKey, type CreateApiKeyOptions } from './create-api-key.js';
import { listApiKeys } from './list-api-keys.js';
import { rotateApiKey } from './rotate-api-key.js';
import type { NewApiKey, StoredApiKey } from './stored-api-key.js';

const NOW = 1_700_000_000;
const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';

const make = (options: Partial<CreateApiKeyOptions> = {}): NewApiKey =>
  createApiKey({ name: 'web', now: NOW, randomBytes, ...options });

const callersOf = (stored: readonly StoredApiKey[], time = NOW): CallerAuthenticator =>
  apiKeyCallers({ directory: listApiKeys(stored), now: () => time });

const authenticate = (callers: CallerAuthenticator, key: string) =>
  callers.authenticate({
    header: (name) => (name === 'authorization' ? `Bearer ${key}` : undefined),
  }) as Caller;

/** What a refused key is answered with, and what the log is told. */
function refusalOf(callers: CallerAuthenticator, key: string): Record<string, unknown> {
  try {
    return { ...authenticate(callers, key) };
  } catch (error) {
    const { code, message, detail } = error as { code: string; message: string; detail: string };
    return { code, message, detail };
  }
}

describe('an API key', () => {
  it('names its caller, at once where the directory answers at once', () => {
    const { key, stored } = make({
      scopes: ['call', 'chat'],
      labels: { team: 'red' },
      appIds: [APP_ID],
    });
    expect(authenticate(callersOf([stored]), key)).toEqual({
      kind: 'api-key',
      id: stored.id,
      scopes: ['call', 'chat'],
      claims: { team: 'red' },
      appIds: [APP_ID],
      credential: 'current',
    });
  });

  it('names its caller later where the directory answers later', async () => {
    const { key, stored } = make();
    const callers = apiKeyCallers({ directory: { find: async () => stored }, now: () => NOW });
    const found = Promise.resolve(authenticate(callers, key));
    await expect(found).resolves.toMatchObject({ id: stored.id });
  });

  it('says nothing of requests that show something else', () => {
    const callers = callersOf([]);
    expect(callers.authenticate({ header: () => undefined })).toBeUndefined();
    expect(
      callers.authenticate({
        header: (name) => (name === 'authorization' ? 'Bearer a.b.c' : undefined),
      }),
    ).toBeUndefined();
  });

  it('has two live secrets while it is rotated, and the log is told which was shown', () => {
    const old = make();
    const rotated = rotateApiKey(old.stored, { overlapSeconds: 60, now: NOW, randomBytes });
    const callers = callersOf([rotated.stored]);
    expect(authenticate(callers, rotated.key)).toMatchObject({ credential: 'current' });
    expect(authenticate(callers, old.key)).toMatchObject({ credential: 'previous' });
    const later = callersOf([rotated.stored], NOW + 60);
    expect(authenticate(later, rotated.key)).toMatchObject({ credential: 'current' });
    expect(refusalOf(later, old.key)).toMatchObject({
      code: 'api_key_refused',
      detail: `the key ${old.stored.id}: its previous secret ended at ${NOW + 60}`,
    });
  });

  it('opens nothing when it is disabled, is over, or is not there', () => {
    const { key, stored } = make({ expiresAt: NOW + 10 });
    const details = [
      refusalOf(callersOf([{ ...stored, disabled: true }]), key),
      refusalOf(callersOf([stored], NOW + 10), key),
      refusalOf(callersOf([]), key),
    ].map(({ detail }) => detail);
    expect(details).toEqual([
      `the key ${stored.id}: it is disabled`,
      `the key ${stored.id}: it ended at ${NOW + 10}`,
      `there is no key ${stored.id}`,
    ]);
    expect(authenticate(callersOf([stored], NOW + 9), key)).toMatchObject({ id: stored.id });
  });

  it('of a directory that confuses IDs does not open another key', () => {
    const [one, other] = [make(), make()];
    const callers = apiKeyCallers({ directory: { find: () => other.stored }, now: () => NOW });
    expect(refusalOf(callers, one.key)).toMatchObject({ code: 'api_key_refused' });
  });
});

describe('an unknown key and a wrong secret', () => {
  const { stored } = make();
  /** The same ID with a secret of its own. */
  const wrong = rotateApiKey(stored, { overlapSeconds: 0, now: NOW, randomBytes }).key;

  it('are answered alike', () => {
    const unknown = refusalOf(callersOf([]), wrong);
    const mistaken = refusalOf(callersOf([stored]), wrong);
    expect(unknown['code']).toBe('api_key_refused');
    expect([mistaken['code'], mistaken['message']]).toEqual([unknown['code'], unknown['message']]);
    expect(mistaken['detail']).not.toBe(unknown['detail']);
  });

  it('say nothing of the secret to the log', () => {
    const said = JSON.stringify([
      refusalOf(callersOf([stored]), wrong),
      refusalOf(callersOf([]), wrong),
    ]);
    expect(said).not.toContain(wrong.slice(14));
    expect(said).not.toContain(stored.secrets[0].sha256);
  });
});
