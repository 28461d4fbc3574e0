import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HMAC_ALGORITHMS } from '../../profile.js';
import { MAC_ALGORITHMS } from './mac.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('MAC_ALGORITHMS', () => {
  it('has those that a profile may name', () => {
    expect([...MAC_ALGORITHMS.keys()]).toEqual([...HMAC_ALGORITHMS]);
  });

  it.each([...MAC_ALGORITHMS])('%s is what node:crypto computes', async (name, algorithm) => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(bytes, bytes, async (key, message) => {
        const mac = await algorithm.compute(key, message);
        expect(mac).toHaveLength(algorithm.byteLength);
        expect(hex(mac)).toBe(
          createHmac(name.slice('hmac-'.length), key).update(message).digest('hex'),
        );
      }),
      { numRuns: 50 },
    );
  });

  it.each([...MAC_ALGORITHMS])('%s has read its input when it returns', async (name, algorithm) => {
    const [key, message] = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5, 6)];
    const wanted = createHmac(name.slice('hmac-'.length), key).update(message).digest('hex');
    const mac = algorithm.compute(key, message);
    key.fill(0);
    message.fill(0);
    expect(hex(await mac)).toBe(wanted);
  });
});
