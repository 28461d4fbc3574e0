import { describe, expect, it } from 'vitest';
import { RecordingServer } from '../../test/recording-server.js';
import {
  ALL_ROUTES,
  COMMUNITY_ROUTES,
  NATIVE_ROUTES,
  QUICKSTART_ROUTES,
} from './route-families.js';

describe('the families of routes', () => {
  it('are all routes together', () => {
    expect(ALL_ROUTES).toEqual([...NATIVE_ROUTES, ...QUICKSTART_ROUTES, ...COMMUNITY_ROUTES]);
  });

  it('have each address once', () => {
    const addresses = ALL_ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('can be left out', async () => {
    const server = new RecordingServer(undefined, { routes: NATIVE_ROUTES });
    const body = { service: 'rtm', userId: 'zoe' };
    expect((await server.post('/v1/token', body)).status).toBe(200);
    expect((await server.get('/rtm/zoe/')).code).toBe('route_not_found');
    expect((await server.get('/ping')).code).toBe('route_not_found');
    const quickstart = { uid: 1, ChannelName: 'test', role: 1 };
    expect((await server.post('/fetch_rtc_token', quickstart)).code).toBe('route_not_found');
  });
});
