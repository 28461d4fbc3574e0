import type * as hashing from '@stagedoor/token/sha256';
import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { apiKeyCallers } from './api-key-callers.js';
import { createApiKey } from './create-api-key.js';
import type * as comparing from './equal-in-constant-time.js';
import { listApiKeys } from './list-api-keys.js';
import { rotateApiKey } from './rotate-api-key.js';
import type { StoredApiKey } from './stored-api-key.js';

/** What a request has cost: a clock would tell less, and would sometimes tell it wrong. */
const work = vi.hoisted(() => ({ hashes: 0, comparisons: 0, lookups: 0 }));

vi.mock('@stagedoor/token/sha256', async (load) => {
  const real = await load<typeof hashing>();
  return {
    ...real,
    sha256: (message: Uint8Array) => {
      work.hashes += 1;
      return real.sha256(message);
    },
  };
});

vi.mock('./equal-in-constant-time.js', async (load) => {
  const real = await load<typeof comparing>();
  return {
    equalInConstantTime: (given: string, expected: string) => {
      work.comparisons += expected.length;
      return real.equalInConstantTime(given, expected);
    },
  };
});

const NOW = 1_700_000_000;

/** Whether the key opens something. */
function tryKey(stored: readonly StoredApiKey[], key: string): boolean {
  const listed = listApiKeys(stored);
  const find = (keyId: string) => {
    work.lookups += 1;
    return listed.find(keyId);
  };
  const callers = apiKeyCallers({ directory: { find }, now: () => NOW });
  try {
    return (
      callers.authenticate({ header: (name) => (name === 'x-api-key' ? key : undefined) }) !==
      undefined
    );
  } catch {
    return false;
  }
}

describe('an API key costs the same work', () => {
  const { key, stored } = createApiKey({ name: 'web', now: NOW, randomBytes });
  /** The same ID with a secret of its own. */
  const wrong = rotateApiKey(stored, { overlapSeconds: 0, now: NOW, randomBytes }).key;
  const rotated = rotateApiKey(stored, { overlapSeconds: 60, now: NOW, randomBytes }).stored;

  beforeEach(() => {
    Object.assign(work, { hashes: 0, comparisons: 0, lookups: 0 });
  });

  it.each([
    ['it is unknown', [], wrong, false],
    ['it has a wrong secret', [stored], wrong, false],
    ['it has a wrong secret, and two are right', [rotated], wrong, false],
    ['it is disabled', [{ ...stored, disabled: true }], key, false],
    ['it is over', [{ ...stored, expiresAt: NOW }], key, false],
    ['it is right', [stored], key, true],
    ['it is the older of two', [rotated], key, true],
  ])('where %s', (_what, listed, shown, isRight) => {
    expect(tryKey(listed, shown)).toBe(isRight);
    expect(work).toEqual({ hashes: 1, comparisons: 128, lookups: 1 });
  });
});
