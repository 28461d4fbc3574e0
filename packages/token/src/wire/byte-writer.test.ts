import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/any-text.js';
import { string16, u16, u32 } from '../../test/forge-token.js';
import { ByteWriter } from './byte-writer.js';

describe('ByteWriter', () => {
  it('writes numbers from their lowest byte up', () => {
    const writer = new ByteWriter(16);
    writer.u16(0x1234);
    writer.u32(0xf2345678);
    expect([...writer.written()]).toEqual([0x34, 0x12, 0x78, 0x56, 0x34, 0xf2]);
  });

  it('writes the length of a text in bytes, not in characters', () => {
    const writer = new ByteWriter(1);
    writer.string16('zoë €😀');
    expect(Buffer.from(writer.written())).toEqual(string16('zoë €😀'));
  });

  it('leaves a gap that is filled in where it is written', () => {
    const writer = new ByteWriter(1);
    writer.u16(1);
    writer.skip(3);
    writer.u16(2);
    const written = writer.written();
    written.set([7, 8, 9], 2);
    expect([...written]).toEqual([1, 0, 7, 8, 9, 2, 0]);
  });

  it('says how much there is, and lets a buffer go that grew far too large', () => {
    const writer = new ByteWriter(4);
    writer.string16('x'.repeat(60_000));
    writer.string16('x'.repeat(60_000));
    expect(writer.length).toBe(120_004);
    writer.clear();
    expect(writer.length).toBe(0);
    writer.u16(1);
    expect(writer.written().buffer.byteLength).toBe(65_536);
  });

  it('starts anew without what was there', () => {
    const writer = new ByteWriter(4);
    writer.u32(0xffffffff);
    writer.clear();
    expect(writer.written()).toHaveLength(0);
    writer.u16(5);
    expect([...writer.written()]).toEqual([5, 0]);
  });

  it('grows from any capacity and keeps what is written', () => {
    const part = fc.oneof(
      fc.nat(0xffff).map((value) => ({ kind: 'u16' as const, value, bytes: u16(value) })),
      fc.nat(0xffffffff).map((value) => ({ kind: 'u32' as const, value, bytes: u32(value) })),
      anyText({ maxLength: 60 }).map((value) => ({
        kind: 'string16' as const,
        value,
        bytes: string16(value),
      })),
    );
    fc.assert(
      fc.property(fc.nat(8), fc.array(part, { maxLength: 40 }), (capacity, parts) => {
        const writer = new ByteWriter(capacity);
        for (const written of parts) {
          if (written.kind === 'u16') writer.u16(written.value);
          else if (written.kind === 'u32') writer.u32(written.value);
          else writer.string16(written.value);
        }
        const wanted = Buffer.concat(parts.map(({ bytes }) => bytes));
        expect(Buffer.from(writer.written())).toEqual(wanted);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
