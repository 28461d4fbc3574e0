import { describe, expect, it } from 'vitest';
import { listBaseVariants } from './base-variants.js';

const BASE = [
  '"@method": GET',
  '"@authority": a.b:8080',
  '"@path": /c%20d',
  '"@query": ?e',
  '"@signature-params": ("@method");created=1',
].join('\n');

describe('listBaseVariants', () => {
  it('lists other texts alone', () => {
    const texts = listBaseVariants(BASE).map(({ text }) => text);
    expect(texts).not.toContain(BASE);
    expect(new Set(texts).size).toBe(texts.length);
    // With another port it has no default one to write twice.
    expect(texts.some((text) => text.includes('"@authority": a.b:443\n'))).toBe(true);
    expect(texts.some((text) => text.includes('"@authority": a.b\n'))).toBe(true);
  });

  it('leaves out what would alter nothing', () => {
    const kinds = listBaseVariants('"@signature-params": ()').map(({ kind }) => kind);
    expect(kinds).toEqual(['line_end_at_end', 'names_unquoted']);
  });
});
