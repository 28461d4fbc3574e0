import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ReplayStore, verifyRequest } from '../src/index.js';
import { refusalOf } from './catch-auth-error.js';
import { CUSTOMER, hmacOptions, NOW, signHmacHeaders } from './sample-customer.js';

const EXPIRES_AT = NOW + 600;

/** Adds every key at the same moment, and says for each key how often it was added. */
async function countAdded(
  store: ReplayStore,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const outcomes = await Promise.all(keys.map(async (key) => store.addIfAbsent(key, EXPIRES_AT)));
  const counts = new Map(keys.map((key) => [key, 0]));
  for (const [index, key] of keys.entries()) {
    if (outcomes[index] === 'added') counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Keys like those of signatures, and of attackers: with NUL, beyond ASCII, prefixes of each other. */
const anyKey = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '\0',
    'a',
    'a\0',
    'a\0b',
    '__proto__',
    'constructor',
    '*',
    '\r\nFLUSHALL\r\n',
  ),
  fc.integer({ min: 1, max: 5000 }).map((length) => 'x'.repeat(length)),
);

/**
 * What every replay store must do. `open` gives an empty store whose clock shows `NOW`. `isSkipped`:
 * what the store needs is not there.
 */
export function testReplayStore(open: () => ReplayStore, isSkipped = false): void {
  it.skipIf(isSkipped)('adds a key once, and says that it is there from then on', async () => {
    const store = open();
    expect(await store.addIfAbsent('a', EXPIRES_AT)).toBe('added');
    expect(await store.addIfAbsent('a', EXPIRES_AT)).toBe('present');
    expect(await store.addIfAbsent('a', EXPIRES_AT + 1)).toBe('present');
    expect(await store.addIfAbsent('b', EXPIRES_AT)).toBe('added');
  });

  it.skipIf(isSkipped)('remembers a key to its last second', async () => {
    const store = open();
    expect(await store.addIfAbsent('a', NOW + 1)).toBe('added');
    expect(await store.addIfAbsent('a', NOW + 1)).toBe('present');
  });

  it.skipIf(isSkipped)(
    'adds each of any keys exactly once, however many ask at the same moment',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyKey, { minLength: 1, maxLength: 12 }),
          fc.integer({ min: 1, max: 8 }),
          async (keys, copies) => {
            const asked = Array.from({ length: copies }, () => keys).flat();
            const counts = await countAdded(open(), asked);
            expect([...counts.values()].every((count) => count === 1)).toBe(true);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it.skipIf(isSkipped)(
    'lets one of eight copies of a signed request pass, and none later',
    async () => {
      const request = { method: 'POST', target: '/', authority: 'api.agora.io' };
      const headers = [['Host', 'api.agora.io'] as const, ...(await signHmacHeaders(request))];
      const options = hmacOptions({ replay: open() });
      const send = (): Promise<unknown> => verifyRequest({ ...request, headers }, options);
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, send));
      const passed = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(passed).toMatchObject([{ value: { customerId: CUSTOMER.customerId } }]);
      expect(await refusalOf(send())).toMatchObject({ code: 'replayed', status: 401 });
    },
  );
}
