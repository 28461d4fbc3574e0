import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitStream } from '../../test/bit-stream.js';
import { BitWriter } from './bit-writer.js';

describe('BitWriter', () => {
  it('fills each byte from its lowest bit up, and the last one with zeros', () => {
    const bytes = new Uint8Array(3);
    const writer = new BitWriter(bytes, 1);
    writer.put(1, 1);
    writer.put(0b101, 3);
    writer.put(0b1_1111, 5);
    expect(writer.finish()).toBe(3);
    expect([...bytes]).toEqual([0, 0b1111_1011, 0b0000_0001]);
  });

  it('adds nothing to whole bytes', () => {
    const bytes = new Uint8Array(2);
    const writer = new BitWriter(bytes, 0);
    writer.put(0xabcd, 16);
    expect(writer.finish()).toBe(2);
    expect([...bytes]).toEqual([0xcd, 0xab]);
    expect(new BitWriter(bytes, 2).finish()).toBe(2);
  });

  it('writes any numbers of up to 16 bits as a stream made bit by bit has them', () => {
    const field = fc
      .integer({ min: 0, max: 16 })
      .chain((count) => fc.record({ count: fc.constant(count), value: fc.nat(2 ** count - 1) }));
    fc.assert(
      fc.property(fc.array(field, { maxLength: 60 }), (fields) => {
        const bytes = new Uint8Array(130);
        const writer = new BitWriter(bytes, 0);
        const stream = new BitStream();
        for (const { count, value } of fields) {
          writer.put(value, count);
          stream.put(value, count);
        }
        expect(bytes.subarray(0, writer.finish())).toEqual(stream.bytes());
      }),
      { seed: 1951, numRuns: 300 },
    );
  });
});
