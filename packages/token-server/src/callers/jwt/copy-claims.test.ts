import { expect, it } from 'vitest';
import { copyClaims } from './copy-claims.js';

it('copies what JSON can hold, frozen and without prototypes', () => {
  const claims = { a: 'x', b: [1, { c: null, d: [true] }], e: {} };
  const copy = copyClaims(claims);
  expect(copy).toEqual(claims);
  expect(Object.getPrototypeOf(copy)).toBeNull();
  expect(Object.getPrototypeOf(copy['e'])).toBeNull();
  for (const each of [copy, copy['b'], copy['e']]) expect(Object.isFrozen(each)).toBe(true);
});

it('leaves out names that mean something to every object', () => {
  const claims = JSON.parse('{"__proto__":1,"a":{"constructor":1,"prototype":1,"b":2}}') as object;
  const copy = copyClaims(claims);
  expect(Reflect.ownKeys(copy)).toEqual(['a']);
  expect(Reflect.ownKeys(copy['a'] as object)).toEqual(['b']);
});

it('refuses what is too deep', () => {
  const nest = (levels: number): object => (levels === 1 ? {} : { a: [nest(levels - 1)] });
  expect(() => copyClaims(nest(16))).not.toThrow();
  expect(() => copyClaims(nest(17))).toThrow(expect.objectContaining({ code: 'jwt_refused' }));
});
