import { describe, expect, it } from 'vitest';
import { byteAt, int32At, uint16At } from './typed-arrays.js';

describe('reads of typed arrays', () => {
  it('give what is there, and zero where nothing is', () => {
    expect([byteAt(Uint8Array.of(1, 255), 1), byteAt(Uint8Array.of(1), 1)]).toEqual([255, 0]);
    expect([uint16At(Uint16Array.of(65535), 0), uint16At(Uint16Array.of(1), 1)]).toEqual([
      65535, 0,
    ]);
    expect([int32At(Int32Array.of(-1), 0), int32At(Int32Array.of(1), 1)]).toEqual([-1, 0]);
  });
});
