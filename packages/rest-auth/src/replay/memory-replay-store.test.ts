import { describe, expect, it } from 'vitest';
import { createMemoryReplayStore } from './memory-replay-store.js';

const START = 1_000_000;

describe('createMemoryReplayStore', () => {
  it('knows what it was given, until the end', async () => {
    let now = START;
    const store = createMemoryReplayStore({ now: () => now });
    expect(await store.addIfAbsent('a', START + 10)).toBe('added');
    expect(await store.addIfAbsent('a', START + 10)).toBe('present');
    expect(await store.addIfAbsent('b', START + 10)).toBe('added');
    now = START + 9;
    expect(await store.addIfAbsent('a', START + 10)).toBe('present');
    now = START + 10;
    expect(await store.addIfAbsent('a', START + 20)).toBe('added');
  });

  it('gives one of many equal calls the first place', async () => {
    const store = createMemoryReplayStore({ now: () => START });
    const calls = Array.from({ length: 50 }, () => store.addIfAbsent('a', START + 1));
    const outcomes = await Promise.all(calls);
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
  });

  it('fails when it is full, and still knows what it has', async () => {
    let now = START;
    const store = createMemoryReplayStore({ now: () => now, maxEntries: 2 });
    await store.addIfAbsent('a', START + 1);
    await store.addIfAbsent('b', START + 2);
    await expect(store.addIfAbsent('c', START + 9)).rejects.toMatchObject({
      code: 'replay_store_full',
    });
    expect(await store.addIfAbsent('a', START + 1)).toBe('present');
    now = START + 1;
    expect(await store.addIfAbsent('c', START + 9)).toBe('added');
    await expect(store.addIfAbsent('d', START + 9)).rejects.toMatchObject({
      code: 'replay_store_full',
    });
  });

  it('forgets as much as it learns, in any order of ends', async () => {
    let now = START;
    const store = createMemoryReplayStore({ now: () => now, maxEntries: 10 });
    for (let i = 0; i < 1000; i += 1) {
      now = START + i;
      expect(await store.addIfAbsent(`${i}`, now + 1 + ((i * 7) % 10))).toBe('added');
    }
  });

  it('does not end what came again at the end of the first time', async () => {
    let now = START;
    const store = createMemoryReplayStore({ now: () => now });
    await store.addIfAbsent('a', START + 10);
    now = START + 10;
    expect(await store.addIfAbsent('a', START + 20)).toBe('added');
    now = START + 15;
    expect(await store.addIfAbsent('a', START + 20)).toBe('present');
  });

  it('has room for one', async () => {
    const store = createMemoryReplayStore({ now: () => START, maxEntries: 1 });
    expect(await store.addIfAbsent('a', START + 1)).toBe('added');
  });

  it('does not remember longer for a clock that goes back', async () => {
    let now = START;
    const store = createMemoryReplayStore({ now: () => now });
    await store.addIfAbsent('a', START + 10);
    now = START - 100;
    expect(await store.addIfAbsent('a', START + 10)).toBe('present');
    now = START + 10;
    expect(await store.addIfAbsent('a', START + 20)).toBe('added');
  });

  it('does not take names of object properties for keys', async () => {
    const store = createMemoryReplayStore({ now: () => START });
    for (const key of ['__proto__', 'constructor', 'toString']) {
      expect(await store.addIfAbsent(key, START + 1)).toBe('added');
      expect(await store.addIfAbsent(key, START + 1)).toBe('present');
    }
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses %d entries',
    (maxEntries) => {
      expect(() => createMemoryReplayStore({ now: () => START, maxEntries })).toThrow(/maxEntries/);
    },
  );
});
