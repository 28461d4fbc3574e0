import { expect, it } from 'vitest';
import { readScopes } from './read-scopes.js';

const DEFAULT = [['scope'], ['scp']];

it.each([
  [{}, DEFAULT, []],
  [{ scope: 'a b' }, DEFAULT, ['a', 'b']],
  [{ scope: ' a  b ' }, DEFAULT, ['a', 'b']],
  [{ scope: '' }, DEFAULT, []],
  [{ scope: ['a b', 'c'] }, DEFAULT, ['a b', 'c']],
  [{ scp: 'a b' }, DEFAULT, ['a', 'b']],
  [{ scp: ['a', 1, null, ['b']] }, DEFAULT, ['a']],
  [{ scope: 'a', scp: ['b'] }, DEFAULT, ['a']],
  [{ scope: 7 }, DEFAULT, []],
  [{ scope: { a: true } }, DEFAULT, []],
  [{ a: { b: ['c'] } }, [['a', 'b']], ['c']],
  [{ a: 'x' }, [['a', 'length']], []],
  [{ a: null }, [['a', 'b']], []],
  [{}, [['constructor', 'name']], []],
  [{ 'https://app.example/roles': ['c'] }, [['https://app.example/roles']], ['c']],
])('of %j by %j are %j', (claims, paths, scopes) => {
  expect(readScopes(claims, paths)).toEqual(scopes);
});
