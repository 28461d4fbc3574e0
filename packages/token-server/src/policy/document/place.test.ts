import { expect, it } from 'vitest';
import { Place } from './place.js';

it('names a place as a program would reach it', () => {
  const root = new Place();
  expect(root.key('rules').item(2).key('grant').key('user').path).toBe('rules[2].grant.user');
  expect(root.key('a b').path).toBe('["a b"]');
  expect(root.key('a').key('__proto__').key('ü').path).toBe('a.__proto__["ü"]');
});

it('collects the problems of all places', () => {
  const root = new Place();
  root.key('version').refuse('must be 1');
  root.refuse('is empty');
  expect([root.key('version').isRefused, root.key('rules').isRefused]).toEqual([true, false]);
  expect(root.problems).toEqual([
    { path: 'version', message: 'must be 1' },
    { path: '', message: 'is empty' },
  ]);
});
