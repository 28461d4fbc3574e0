import { describe, expect, it } from 'vitest';
import { findLookAlike } from './find-look-alike.js';

describe('findLookAlike', () => {
  it.each([
    ['Lobby', 'lobby', 'upper and lower case'],
    ['lobby ', 'lobby', 'space at the beginning or the end'],
    ['caf\u00e9', 'cafe\u0301', 'put together from other characters'],
    ['lob\u200bby', 'lobby', 'invisible'],
    ['lob by', 'lobby', 'spaces'],
    ['Lob by', 'lobby', 'case, spaces'],
    ['\uff4cobby', 'lobby', 'forms of characters'],
    ['lobby-1', 'lobby', 'beginning of the other'],
  ])('sees that %j is like %j: %s', (a, b, description) => {
    expect(findLookAlike(a, b)).toContain(description);
    expect(findLookAlike(b, a)).toBe(findLookAlike(a, b));
  });

  it.each([
    ['lobby', 'stage'],
    ['lo', 'lobby'],
    ['', 'lobby'],
    ['a'.repeat(513), 'A'.repeat(513)],
  ])('sees nothing of the kind in %j and %j', (a, b) => {
    expect(findLookAlike(a, b)).toBeUndefined();
  });
});
