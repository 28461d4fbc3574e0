import { describe, expect, it } from 'vitest';
import type { ApiKeySecret } from './api-key.js';
import { byEnd, rotateSecrets } from './rotate-secrets.js';

const NOW = 1000;

const secret = (name: string, expiresAt?: number): ApiKeySecret => ({
  sha256: name.padEnd(64, '0'),
  createdAt: NOW - 100,
  expiresAt,
});

const NEW = { ...secret('c'), createdAt: NOW };
const HOUR = { overlapSeconds: 3600, isOldDropped: false };

describe('rotateSecrets', () => {
  it('lets the secret before end after the overlap', () => {
    expect(rotateSecrets([secret('a')], NEW, HOUR)).toEqual([NEW, secret('a', NOW + 3600)]);
  });

  it('does not lengthen the life of a secret that ends earlier', () => {
    expect(rotateSecrets([secret('a', NOW + 5)], NEW, HOUR)).toEqual([NEW, secret('a', NOW + 5)]);
  });

  it('ends the secret before at once where there is no overlap', () => {
    expect(rotateSecrets([secret('a')], NEW, { ...HOUR, overlapSeconds: 0 })).toEqual([NEW]);
  });

  it('makes no third one unless the older one is dropped', () => {
    const two = [secret('b', NOW + 10), secret('a')];
    expect(() => rotateSecrets(two, NEW, HOUR)).toThrow(
      expect.objectContaining({
        code: 'api_key_rotating',
        message: expect.stringContaining(`until ${NOW + 10} `) as string,
      }) as Error,
    );
    expect(rotateSecrets(two, NEW, { ...HOUR, isOldDropped: true })).toEqual([
      NEW,
      secret('a', NOW + 3600),
    ]);
  });

  it('counts no secret that has ended', () => {
    const two = [secret('a'), secret('b', NOW)];
    expect(rotateSecrets(two, NEW, HOUR)).toEqual([NEW, secret('a', NOW + 3600)]);
    expect(rotateSecrets([secret('b', NOW)], NEW, HOUR)).toEqual([NEW]);
  });

  it('takes no secret that the key has', () => {
    expect(() => rotateSecrets([NEW], NEW, HOUR)).toThrow(
      expect.objectContaining({ code: 'invalid_request' }) as Error,
    );
  });
});

it('puts the secret first that stays longest', () => {
  const all = [secret('a', 5), secret('b'), secret('c', 7)];
  expect(all.toSorted(byEnd).map(({ expiresAt }) => expiresAt)).toEqual([undefined, 7, 5]);
});
