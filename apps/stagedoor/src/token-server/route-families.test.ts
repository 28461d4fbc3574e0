import { ALL_ROUTES } from '@stagedoor/token-server';
import { describe, expect, it } from 'vitest';
import { ROUTE_FAMILIES } from '../config/token-server-settings.js';
import { mountPathsOf, routesOf } from './route-families.js';

describe('the families of routes', () => {
  it('are all routes together', () => {
    const names = routesOf(ROUTE_FAMILIES).map(({ name }) => name);
    expect(names.toSorted()).toEqual(ALL_ROUTES.map(({ name }) => name).toSorted());
  });

  it('have some routes each', () => {
    for (const family of ROUTE_FAMILIES) expect(routesOf([family])).not.toEqual([]);
    expect(routesOf(['other'])).toEqual([]);
  });

  it('are mounted at what their paths begin with, once', () => {
    const paths = mountPathsOf(ALL_ROUTES);
    expect(paths).toEqual(expect.arrayContaining(['/v1/token', '/v1/token/renew', '/rtc/*']));
    expect(new Set(paths).size).toBe(paths.length);
    expect(mountPathsOf([{ path: '/a/:b/c' }, { path: '/a/:d' }, { path: '/e' }])).toEqual([
      '/a/*',
      '/e',
    ]);
  });
});
