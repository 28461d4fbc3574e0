import { beforeEach, describe, expect, it } from 'vitest';
import { NOW, ORGANIZATION_ID } from '../../../test/test-platform.js';
import type { ApiKey } from './api-key.js';
import { ApiKeyDirectory } from './api-key-directory.js';
import type { ApiKeySource } from './api-key-store.js';

const KEY: ApiKey = {
  id: 'k3yIdOf001',
  organizationId: ORGANIZATION_ID,
  name: 'classroom server',
  scopes: ['rtc'],
  labels: { team: 'classroom' },
  appIds: ['a'.repeat(32)],
  createdAt: NOW,
  expiresAt: undefined,
  disabledAt: undefined,
  lastUsedAt: undefined,
  secrets: [{ sha256: 'c'.repeat(64), createdAt: NOW, expiresAt: undefined }],
};

/** A store in memory. */
class TestSource implements ApiKeySource {
  readonly keys = new Map<string, ApiKey>();
  readonly reads: string[] = [];
  readonly noted: ReadonlyMap<string, number>[] = [];
  appIds: readonly string[] = ['a'.repeat(32), 'b'.repeat(32)];
  failure: Error | undefined;

  async find(keyId: string): Promise<ApiKey | undefined> {
    this.reads.push(keyId);
    return this.keys.get(keyId);
  }

  async listAppIds(): Promise<readonly string[]> {
    return this.appIds;
  }

  async noteLastUsed(lastUsedAt: ReadonlyMap<string, number>): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.noted.push(lastUsedAt);
  }
}

describe('ApiKeyDirectory', () => {
  let source: TestSource;
  let time: number;
  let directory: ApiKeyDirectory;

  beforeEach(() => {
    source = new TestSource();
    source.keys.set(KEY.id, KEY);
    time = NOW;
    directory = new ApiKeyDirectory(source, { now: () => time });
  });

  it('reads a key once, and then gives it at once', async () => {
    const found = await directory.find(KEY.id);
    const { disabledAt, lastUsedAt, ...rest } = KEY;
    expect([disabledAt, lastUsedAt]).toEqual([undefined, undefined]);
    expect(found).toEqual({ ...rest, disabled: false });
    expect(directory.find(KEY.id)).toBe(found);
    expect(source.reads).toEqual([KEY.id]);
  });

  it('tells that a key is disabled', async () => {
    source.keys.set(KEY.id, { ...KEY, disabledAt: NOW });
    expect(await directory.find(KEY.id)).toMatchObject({ disabled: true });
  });

  it('names all projects of a key that is for its whole organization, as they are now', async () => {
    source.keys.set(KEY.id, { ...KEY, appIds: undefined });
    expect(await directory.find(KEY.id)).toMatchObject({ appIds: source.appIds });
    source.appIds = [];
    directory.forget(ORGANIZATION_ID);
    expect(await directory.find(KEY.id)).toMatchObject({ appIds: [] });
  });

  it('does not find a key without a secret', async () => {
    source.keys.set(KEY.id, { ...KEY, secrets: [] });
    expect(await directory.find(KEY.id)).toBeUndefined();
  });

  it.each(['', 'short', 'a\0bcdefghi', 'x'.repeat(65), '../../../etc', 'k3yIdOf00\ud800'])(
    'asks nobody for %j, which is no ID',
    (keyId) => {
      expect(directory.find(keyId)).toBeUndefined();
      expect(source.reads).toEqual([]);
    },
  );

  it('forgets a key that changed', async () => {
    await directory.find(KEY.id);
    source.keys.set(KEY.id, { ...KEY, disabledAt: NOW });
    directory.forget('another');
    expect(directory.find(KEY.id)).toMatchObject({ disabled: false });
    directory.forget(ORGANIZATION_ID);
    expect(await directory.find(KEY.id)).toMatchObject({ disabled: true });
  });

  it('writes down when keys were used, at most once a minute for each', async () => {
    directory.noteUsed('first');
    await directory.flushLastUsed();
    time += 30;
    directory.noteUsed('first');
    directory.noteUsed('second');
    await directory.flushLastUsed();
    time += 29;
    await directory.flushLastUsed();
    time += 1;
    await directory.flushLastUsed();
    await directory.flushLastUsed();
    expect(source.noted).toEqual([
      new Map([['first', NOW]]),
      new Map([['second', NOW + 30]]),
      new Map([['first', NOW + 30]]),
    ]);
  });

  it('keeps what could not be written down, and the later instant of two', async () => {
    directory.noteUsed('first');
    directory.noteUsed('second');
    source.failure = new TypeError('broken for the test');
    const flushing = directory.flushLastUsed();
    time += 9;
    directory.noteUsed('first');
    await expect(flushing).rejects.toThrow('broken for the test');
    source.failure = undefined;
    await directory.flushLastUsed();
    expect(source.noted).toEqual([
      new Map([
        ['first', NOW + 9],
        ['second', NOW],
      ]),
    ]);
  });

  it('goes on writing when the clock is set back', async () => {
    directory.noteUsed('first');
    await directory.flushLastUsed();
    time -= 3600;
    directory.noteUsed('first');
    await directory.flushLastUsed();
    expect(source.noted).toHaveLength(2);
  });
});
