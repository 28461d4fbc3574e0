import { describe, expect, it } from 'vitest';
import { findCurlOption } from './curl-options.js';

describe('findCurlOption', () => {
  it.each([
    ['H', 'header', true],
    ['header', 'header', true],
    ['data-binary', 'data-binary', true],
    ['G', 'get', false],
    ['0', 'http1.0', false],
    ['max-time', 'ignored', true],
    ['o', 'ignored', true],
    ['s', 'ignored', false],
    ['compressed', 'ignored', false],
    ['constructor', 'ignored', false],
  ])('knows %s', (name, effect, takesValue) => {
    expect(findCurlOption(name)).toEqual({ effect, takesValue });
  });
});
