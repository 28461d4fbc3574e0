import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryReplayStore } from './memory-replay-store.js';

const START = 1_000_000;
const DAY_SECONDS = 86_400;
/** How long a signature is accepted, before its date and after it. */
const WINDOW_SECONDS = 300;

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
    const calls = Array.from({ length: 50 }, async () => store.addIfAbsent('a', START + 1));
    const outcomes = await Promise.all(calls);
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
  });

  it('fails when it is full, and still knows what it has', async () => {
    let now = START;
    const store = createMemoryReplayStore({ now: () => now, maxEntries: 2 });
    await store.addIfAbsent('a', START + 1);
    await store.addIfAbsent('b', START + 2);
    await expect(async () => store.addIfAbsent('c', START + 9)).rejects.toMatchObject({
      code: 'replay_store_full',
    });
    expect(await store.addIfAbsent('a', START + 1)).toBe('present');
    now = START + 1;
    expect(await store.addIfAbsent('c', START + 9)).toBe('added');
    await expect(async () => store.addIfAbsent('d', START + 9)).rejects.toMatchObject({
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

  it('takes signatures of the right time after the clock was ahead, and no copies', async () => {
    let now = START;
    const store = createMemoryReplayStore({ now: () => now });
    await store.addIfAbsent('before', now + WINDOW_SECONDS);
    for (now = START + DAY_SECONDS; now < START + DAY_SECONDS + 3 * WINDOW_SECONDS; now += 60) {
      expect(await store.addIfAbsent(`ahead ${now}`, now + WINDOW_SECONDS)).toBe('added');
    }
    now = START + 20;
    // It was forgotten when the clock was ahead: nobody can say that this is no copy.
    await expect(async () => store.addIfAbsent('before', START + WINDOW_SECONDS)).rejects.toThrow(
      'clock',
    );
    expect(await store.addIfAbsent('after', now + WINDOW_SECONDS)).toBe('added');
    expect(await store.addIfAbsent('after', now + WINDOW_SECONDS)).toBe('present');
    // The same when the time comes that the clock was ahead to.
    now = START + DAY_SECONDS + 30;
    const ahead = `ahead ${START + DAY_SECONDS}`;
    await expect(async () =>
      store.addIfAbsent(ahead, START + DAY_SECONDS + WINDOW_SECONDS),
    ).rejects.toThrow('clock');
    const last = START + DAY_SECONDS + 3 * WINDOW_SECONDS - 60;
    expect(await store.addIfAbsent(`ahead ${last}`, last + WINDOW_SECONDS)).toBe('present');
  });

  it('accepts no signature twice, wherever the clock goes', async () => {
    const jump = fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(
        -DAY_SECONDS,
        DAY_SECONDS,
        -3600,
        3600,
        30 * DAY_SECONDS,
        -30 * DAY_SECONDS,
        -WINDOW_SECONDS,
        WINDOW_SECONDS,
        -1,
      ),
    );
    const age = fc.integer({ min: -WINDOW_SECONDS, max: WINDOW_SECONDS });
    const steps = fc.array(fc.tuple(jump, age), { minLength: 50, maxLength: 300 });
    const report = await fc.check(
      fc.asyncProperty(steps, async (all) => {
        let now = START * 1000;
        const store = createMemoryReplayStore({ now: () => now });
        const accepted: number[] = [];
        for (const [seconds, ageSeconds] of all) {
          now += seconds;
          // One signature for each date, so that the same ones come again and again.
          const signedAt = now - ageSeconds;
          const add = async (): Promise<string> =>
            store.addIfAbsent(String(signedAt), signedAt + WINDOW_SECONDS + 1);
          if ((await add().catch(() => 'refused')) === 'added') accepted.push(signedAt);
        }
        return accepted.length > 0 && new Set(accepted).size === accepted.length;
      }),
    );
    expect(report.counterexample).toBeNull();
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
