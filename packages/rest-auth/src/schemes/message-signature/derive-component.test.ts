import { describe, expect, it } from 'vitest';
import { deriveComponent, isDerived } from './derive-component.js';

const PARTS = {
  method: 'POST',
  target: '/a%2Fb//c?x=%c3%a9&x=?',
  authority: 'example.com:8443',
  urlScheme: 'https',
} as const;

describe('deriveComponent', () => {
  it.each([
    ['@method', 'POST'],
    ['@authority', 'example.com:8443'],
    ['@path', '/a%2Fb//c'],
    ['@query', '?x=%c3%a9&x=?'],
    ['@request-target', '/a%2Fb//c?x=%c3%a9&x=?'],
    ['@scheme', 'https'],
    ['@target-uri', 'https://example.com:8443/a%2Fb//c?x=%c3%a9&x=?'],
  ])('has %s as it is on the wire', (name, expected) => {
    expect(isDerived(name)).toBe(true);
    expect(deriveComponent(name, PARTS)).toBe(expected);
  });

  it.each([
    ['/', '/', '?'],
    ['/?', '/', '?'],
    ['/a', '/a', '?'],
    ['?a', '/', '?a'],
    ['', '/', '?'],
  ])('takes %j apart', (target, path, query) => {
    expect(deriveComponent('@path', { ...PARTS, target })).toBe(path);
    expect(deriveComponent('@query', { ...PARTS, target })).toBe(query);
  });

  it('has none where there is no host', () => {
    const parts = { ...PARTS, authority: '' };
    expect(deriveComponent('@authority', parts)).toBeUndefined();
    expect(deriveComponent('@target-uri', parts)).toBeUndefined();
  });

  it.each(['@status', '@query-param', '@signature-params', 'method', 'constructor', ''])(
    'has no %j',
    (name) => {
      expect(isDerived(name)).toBe(false);
      expect(deriveComponent(name, PARTS)).toBeUndefined();
    },
  );
});
