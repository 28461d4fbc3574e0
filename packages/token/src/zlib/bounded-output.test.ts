import { describe, expect, it } from 'vitest';
import { BitStream, canonicalCodes } from '../../test/bit-stream.js';
import { codeOf } from '../../test/catch-token-error.js';
import { BitReader } from './bit-reader.js';
import { BoundedOutput } from './bounded-output.js';
import { buildHuffmanCode } from './huffman-code.js';

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i & 0xff);

describe('BoundedOutput', () => {
  it('keeps what is added in order, also where it has to grow', () => {
    for (const before of [0, 1000, 1023, 1024, 5000]) {
      const output = new BoundedOutput(10_000);
      output.append(bytesOf(before));
      output.push(1);
      output.append(Uint8Array.of(2, 3));
      output.push(4);
      output.append(bytesOf(100));
      output.repeat(100, 3);
      const added = [1, 2, 3, 4, ...bytesOf(100), 0, 1, 2];
      expect([...output.written()]).toEqual([...bytesOf(before), ...added]);
    }
  });

  it('repeats bytes that the repetition itself has written', () => {
    const output = new BoundedOutput(100);
    output.append(Uint8Array.of(1, 2));
    output.repeat(2, 5);
    output.repeat(1, 3);
    expect([...output.written()]).toEqual([1, 2, 1, 2, 1, 2, 1, 1, 1, 1]);
  });

  it('refuses to repeat bytes from before the start, also those of an earlier output', () => {
    new BoundedOutput(100).append(bytesOf(50));
    const output = new BoundedOutput(100);
    expect(codeOf(() => output.repeat(1, 3))).toBe('malformed');
    output.push(1);
    expect(codeOf(() => output.repeat(2, 3))).toBe('malformed');
    expect([...output.written()]).toEqual([1]);
  });

  it.each([10, 1023, 1024, 1025, 3000])(
    'fills a limit of %d bytes to the last one and refuses the next',
    (limitBytes) => {
      const full = (): BoundedOutput => {
        const output = new BoundedOutput(limitBytes);
        for (let i = 0; i < limitBytes; i += 1) output.push(i);
        return output;
      };
      expect(full().written()).toEqual(bytesOf(limitBytes));
      expect(codeOf(() => full().push(1))).toBe('inflate_limit');
      expect(codeOf(() => full().append(Uint8Array.of(1)))).toBe('inflate_limit');
      expect(codeOf(() => full().repeat(1, 3))).toBe('inflate_limit');
      const tooLong = bytesOf(limitBytes + 1);
      expect(codeOf(() => new BoundedOutput(limitBytes).append(tooLong))).toBe('inflate_limit');
    },
  );

  it('takes nothing where the limit is nothing', () => {
    const output = new BoundedOutput(0);
    expect(codeOf(() => output.push(1))).toBe('inflate_limit');
    expect(output.written()).toHaveLength(0);
  });

  it('never has a buffer above the limit once it has grown', () => {
    const output = new BoundedOutput(1500);
    for (let i = 0; i < 1500; i += 1) output.push(i);
    expect(output.written().buffer.byteLength).toBe(1500);
  });

  it('goes on after a refusal with what it had', () => {
    const output = new BoundedOutput(4);
    output.append(Uint8Array.of(1, 2, 3));
    expect(codeOf(() => output.append(Uint8Array.of(4, 5)))).toBe('inflate_limit');
    output.push(6);
    expect([...output.written()]).toEqual([1, 2, 3, 6]);
  });

  it('takes literals from a stream until there is something else, or little room', () => {
    const lengths = Array.from({ length: 257 }, (_, symbol) => (symbol === 256 ? 1 : 9));
    const code = buildHuffmanCode(Uint8Array.from(lengths));
    const codes = canonicalCodes(lengths);
    const stream = new BitStream();
    for (let i = 0; i < 2000; i += 1) stream.code(codes[i & 0xff]!, 9);
    const bytes = stream.code(codes[256]!, 1).put(0, 64).bytes();

    const whole = new BoundedOutput(3000);
    whole.append(bytesOf(0));
    const reader = new BitReader(bytes, 0);
    whole.takeLiterals(reader, code.fast);
    expect(whole.written()).toEqual(bytesOf(whole.written().length));
    expect(whole.written().length).toBeGreaterThan(0);

    const small = new BoundedOutput(5);
    const other = new BitReader(bytes, 0);
    small.takeLiterals(other, code.fast);
    expect(small.written()).toEqual(bytesOf(4));
    small.push(4);
    expect(codeOf(() => small.push(1))).toBe('inflate_limit');
  });
});
