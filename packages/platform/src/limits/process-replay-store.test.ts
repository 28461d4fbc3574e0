import { describe, expect, it } from 'vitest';
import { ProcessReplayStore } from './process-replay-store.js';

const START = 1_795_242_600;
const WINDOW_SECONDS = 300;

/** A store on a clock of its own, and what it says of a signature that is made now. */
function open(limits: { readonly maxEntries?: number; readonly maxEntriesOfCustomer?: number }): {
  readonly clock: { time: number };
  readonly add: (key: string, signedAt?: number) => Promise<string>;
} {
  const clock = { time: START };
  const now = (): number => clock.time;
  const store = new ProcessReplayStore({ now, windowSeconds: WINDOW_SECONDS, ...limits });
  const add = (key: string, signedAt = clock.time): Promise<string> =>
    store.addIfAbsent(key, signedAt + WINDOW_SECONDS + 1).catch(codeOf);
  return { clock, add };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no code';

describe('ProcessReplayStore', () => {
  it('takes each signature once', async () => {
    const { add } = open({});
    expect([await add('a\0one'), await add('a\0one'), await add('b\0one')]).toEqual([
      'added',
      'present',
      'added',
    ]);
  });

  it('gives no customer the room of the others', async () => {
    const { clock, add } = open({ maxEntries: 10, maxEntriesOfCustomer: 3 });
    const flood = ['1', '2', '3', '4', '5'].map((each) => add(`busy\0${each}`));
    expect(await Promise.all(flood)).toEqual([
      'added',
      'added',
      'added',
      'replay_store_full',
      'replay_store_full',
    ]);
    expect(await add('other\0one')).toBe('added');
    clock.time += WINDOW_SECONDS + 1;
    expect(await add('busy\0later')).toBe('added');
  });

  it('has an end for all together', async () => {
    const { add } = open({ maxEntries: 2, maxEntriesOfCustomer: 2 });
    expect([await add('a\0one'), await add('b\0one'), await add('c\0one')]).toEqual([
      'added',
      'added',
      'replay_store_full',
    ]);
  });

  it('refuses what was signed before it began: the process before may have accepted it', async () => {
    const { clock, add } = open({});
    expect(await add('a\0before', START - 1)).toBe('signed_before_start');
    expect(await add('a\0long-before', START - WINDOW_SECONDS)).toBe('signed_before_start');
    expect(await add('a\0with', START)).toBe('added');
    clock.time += 10;
    expect(await add('a\0after')).toBe('added');
  });

  it('locks nobody out where the clock was ahead at the start, and is right now', async () => {
    const { clock, add } = open({});
    clock.time -= 3600;
    expect(await add('a\0now')).toBe('added');
  });
});
