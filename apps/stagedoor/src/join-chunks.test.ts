import { expect, it } from 'vitest';
import { joinChunks } from './join-chunks.js';

it('joins chunks in order', () => {
  expect(joinChunks([])).toEqual(new Uint8Array());
  expect(joinChunks([Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)])).toEqual(
    Uint8Array.of(1, 2, 3),
  );
});
