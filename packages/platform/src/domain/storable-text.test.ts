import { expect, it } from 'vitest';
import { isStorableText } from './storable-text.js';

it.each(['', 'stage', 'Bühne 1', '舞台', '🎭', 'a'.repeat(100_000)])('keeps %.20j', (text) => {
  expect(isStorableText(text)).toBe(true);
});

it.each(['a\u0000b', 'a\nb', '\t', '\u007f', '\u0085', '\ud83c', '\udfad', '\udfad\ud83c'])(
  'does not keep %j',
  (text) => {
    expect(isStorableText(text)).toBe(false);
  },
);
