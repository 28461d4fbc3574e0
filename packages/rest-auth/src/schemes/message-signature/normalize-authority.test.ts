import { describe, expect, it } from 'vitest';
import { normalizeAuthority } from './normalize-authority.js';

describe('normalizeAuthority', () => {
  it.each([
    ['Example.COM', 'https', 'example.com'],
    ['example.com:443', 'https', 'example.com'],
    ['example.com:', 'https', 'example.com'],
    ['example.com:80', 'https', 'example.com:80'],
    ['example.com:4430', 'https', 'example.com:4430'],
    ['example.com:80', 'http', 'example.com'],
    ['example.com:443', 'http', 'example.com:443'],
    ['[::1]:443', 'https', '[::1]'],
    ['[fe80::443]', 'https', '[fe80::443]'],
  ] as const)('makes of %s, called by %s, %s', (host, urlScheme, expected) => {
    expect(normalizeAuthority(host, urlScheme)).toBe(expected);
  });
});
