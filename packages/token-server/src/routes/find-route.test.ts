import { describe, expect, it } from 'vitest';
import { RouteFinder } from './find-route.js';
import { pingRoute } from './ping-route.js';
import type { TokenRoute } from './route.js';

function createRoute(name: string, method: TokenRoute['method'], path: string): TokenRoute {
  const answer = { status: 200, contentType: 'text/plain', body: name };
  return {
    name,
    method,
    path,
    readsBody: false,
    parse: () => ({ kind: 'renewal', token: '' }),
    writeGranted: () => answer,
    writeRefused: () => answer,
  };
}

const finder = new RouteFinder([
  createRoute('one', 'GET', '/one/:first/'),
  createRoute('two', 'GET', '/one/:first/:second/'),
  createRoute('fixed', 'POST', '/one/fixed'),
  createRoute('list', 'GET', '/list'),
  createRoute('add', 'POST', '/list'),
  pingRoute,
]);

const find = (method: string, path: string): readonly [string, object] => {
  const found = finder.find(method, path);
  return [found.route.name, found.kind === 'token' ? found.params : {}];
};

describe('a route', () => {
  it.each([
    ['GET', '/one/a', 'one', { first: 'a' }],
    ['GET', '/one/a/', 'one', { first: 'a' }],
    ['GET', '/one/a/b', 'two', { first: 'a', second: 'b' }],
    ['GET', '/one/a%20b/%C3%A9', 'two', { first: 'a b', second: 'é' }],
    ['GET', '/one/a+b', 'one', { first: 'a+b' }],
    ['GET', '/one/%2561', 'one', { first: '%61' }],
    ['POST', '/one/fixed', 'fixed', {}],
    ['POST', '/one/fixed/', 'fixed', {}],
    ['GET', '/list', 'list', {}],
    ['POST', '/list', 'add', {}],
    ['GET', '/ping', 'ping', {}],
  ])('%s %s is %s with %j', (method, path, name, params) => {
    expect(find(method, path)).toEqual([name, params]);
  });

  it('that answers everyone alike is told apart', () => {
    expect(finder.find('GET', '/ping').kind).toBe('open');
    expect(finder.find('GET', '/list').kind).toBe('token');
  });

  it.each([
    '',
    '/',
    '//one/a',
    '/One/a',
    '/one',
    '/one/',
    '/one//',
    '/one//b',
    '/one/a//',
    '/one/a/b/c',
    '/list/x/..',
    '/%6cist',
    '/one/.',
    '/one/..',
    '/one/../b',
    '/one/%2e%2E/b',
    '/one/%2e',
    '/one/a%2fb',
    '/one/a%5Cb',
    '/one/a\\b',
    '/one/a%00',
    '/one/a%0d%0aSet-Cookie:%20x',
    '/one/%7f',
    '/one/%C2%85',
    '/one/%',
    '/one/%zz',
    '/one/%ff',
    '/one/%c0%af',
    '/one/%ed%a0%80',
  ])('is not at %j, whatever a proxy may read in it', (path) => {
    expect(() => finder.find('GET', path)).toThrow(
      expect.objectContaining({ code: 'route_not_found', status: 404 }),
    );
  });

  it('that is there by another method says by which', () => {
    expect(() => finder.find('PUT', '/list')).toThrow(
      expect.objectContaining({ status: 405, allowedMethods: ['GET', 'POST'] }),
    );
    expect(finder.methodsOf('/one/a/')).toEqual(['GET']);
    expect(finder.methodsOf('/nothing')).toEqual([]);
  });

  it('keeps the names of its segments apart from those that all objects have', () => {
    const odd = new RouteFinder([createRoute('odd', 'GET', '/odd/:__proto__')]);
    const found = odd.find('GET', '/odd/x');
    expect(Object.entries(found.kind === 'token' ? found.params : {})).toEqual([
      ['__proto__', 'x'],
    ]);
  });
});
