import { createMemoryReplayStore } from '@stagedoor/rest-auth';
import { describe, expect, it } from 'vitest';
import { measureReplayStore } from './measure-replay-store.js';

describe('measureReplayStore', () => {
  it('says what the store says, and counts it', async () => {
    const counted: string[] = [];
    const memory = createMemoryReplayStore({ now: () => 100, maxEntries: 1 });
    const store = measureReplayStore(memory, (event) => counted.push(event));
    expect(await store.addIfAbsent('a', 200)).toBe('added');
    expect(await store.addIfAbsent('a', 200)).toBe('present');
    await expect(store.addIfAbsent('b', 200)).rejects.toMatchObject({ code: 'replay_store_full' });
    expect(counted).toEqual(['replay_store_added', 'replay_store_present', 'replay_store_failed']);
  });
});
