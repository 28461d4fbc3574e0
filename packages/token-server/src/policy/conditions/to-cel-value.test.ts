import { expect, it } from 'vitest';
import { toCelClaims } from './to-cel-value.js';

it('makes ints of whole numbers that are held exactly, and doubles of others', () => {
  const claims = toCelClaims({ a: 3, b: -0, c: 1.5, d: 2 ** 53, e: 2 ** 53 - 1, f: 7n });
  expect([...claims.values()]).toEqual([3n, 0n, 1.5, 2 ** 53, 9_007_199_254_740_991n, 7n]);
});

it('keeps texts, lists and objects', () => {
  const claims = toCelClaims({
    list: ['a', 1, null, true],
    object: { a: { b: [] } },
    gone: undefined,
  });
  expect(claims).toEqual(
    new Map<string, unknown>([
      ['list', ['a', 1n, null, true]],
      ['object', new Map([['a', new Map([['b', []]])]])],
    ]),
  );
});

it('takes no key for more than a key', () => {
  const claims = toCelClaims(
    JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}') as Record<string, unknown>,
  );
  expect([...claims.keys()]).toEqual(['__proto__', 'constructor']);
  expect(claims.get('admin')).toBeUndefined();
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
});

const nest = (depth: number): unknown => (depth === 0 ? 1 : [nest(depth - 1)]);

it.each([
  [{ list: Array.from({ length: 1001 }, () => 1) }, 'more than 1000 values'],
  [{ deep: nest(6) }, 'nested more than 6 deep'],
  [{ symbol: Symbol('a') }, 'of type symbol'],
])('gives up on what is too much', (claims, message) => {
  expect(() => toCelClaims(claims)).toThrow(message);
});

it('takes what is nested as deep as roles of clients are', () => {
  const claims = toCelClaims({ access: { client: { roles: ['a'] } }, deep: nest(5) });
  expect(claims.get('access')).toEqual(new Map([['client', new Map([['roles', ['a']]])]]));
});
