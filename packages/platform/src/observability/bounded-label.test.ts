import { describe, expect, it } from 'vitest';
import { BoundedLabel } from './bounded-label.js';

describe('BoundedLabel', () => {
  it.each(['wrong_secret', 'agora-token'])('lets %s through', (value) => {
    expect(new BoundedLabel().of(value)).toBe(value);
  });

  it.each(['', 'Basic', '0c1e5a7d93b84f26a1d0e7c5b3f29846', '/path', 'x'.repeat(49), 'a b'])(
    'makes other of %j',
    (value) => {
      expect(new BoundedLabel().of(value)).toBe('other');
    },
  );

  it('has an end', () => {
    const label = new BoundedLabel();
    const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
    const words = letters.flatMap((one) => letters.map((other) => `code_${one}${other}`));
    const values = new Set(words.map((word) => label.of(word)));
    expect(values.size).toBe(201);
    expect(label.of('code_aa')).toBe('code_aa');
  });
});
