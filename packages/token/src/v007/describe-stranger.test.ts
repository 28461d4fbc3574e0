import { describe, expect, it } from 'vitest';
import { describeStranger } from './describe-stranger.js';

describe('describeStranger', () => {
  it('tells older versions, quotes and schemes in front from other texts, and each from the others', () => {
    const older = ['006abc', '005abc', '004abc', '003abc'].map(describeStranger);
    const quoted = ['"007abc', "'007abc", ' 007abc', '\n007abc'].map(describeStranger);
    const schemes = ['Bearer 007abc', 'bearer 007abc', 'agora token=007abc', 'Agora Token=007abc'];
    const scheme = schemes.map(describeStranger);
    const others = ['hello', '002abc', '008abc', 'abc007'].map(describeStranger);
    for (const [kind, word] of [
      [older, /version/],
      [quoted, /quote|space/],
      [scheme, /scheme/],
    ] as const) {
      expect(new Set(kind).size).toBe(1);
      expect(kind[0]).toMatch(word);
      expect(others).not.toContain(kind[0]);
    }
    expect(new Set(others).size).toBe(1);
  });

  it('never repeats the text, which could be a secret', () => {
    const secret = 'A1b2C3d4E5f60718293a4B5c6D7e8F90';
    for (const before of ['', '006', '"', ' ', 'Bearer ', 'agora token=']) {
      expect(describeStranger(before + secret)).not.toContain(secret.slice(0, 4));
    }
  });
});
