/** What browsers let pages of other origins do. */
import { describe, expect, it } from 'vitest';
import { toFetchHandler } from '../src/http/fetch-handler.js';
import type { AllowedOrigins } from '../src/http/cors.js';
import { openServer } from './token-world.js';

const APP = 'https://app.example';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function open(allowedOrigins: AllowedOrigins) {
  const handler = toFetchHandler(openServer({ allowedOrigins }).server);
  return (
    origin: string | undefined,
    { method = 'POST', path = '/token', headers = {} }: Sent = {},
  ) =>
    handler(
      new Request(`http://localhost${path}`, {
        method,
        headers: {
          authorization: 'Bearer key-zoe',
          ...(origin === undefined ? {} : { origin }),
          ...headers,
        },
        ...(method === 'POST' ? { body: 'stage,7' } : {}),
      }),
    );
}

const PREFLIGHT = {
  method: 'OPTIONS',
  headers: {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization',
  },
};

describe('a page of an allowed origin', () => {
  it('may read tokens and refusals', async () => {
    const send = open([APP]);
    for (const path of ['/token', '/nothing', '/ping']) {
      const { headers } = await send(APP, { path });
      expect(headers.get('access-control-allow-origin')).toBe(APP);
      expect(headers.get('vary')).toBe('origin');
      expect(headers.get('access-control-expose-headers')).toContain('x-stagedoor-error');
    }
  });

  it('may call with the headers that credentials come in', async () => {
    const { status, headers } = await open([APP])(APP, PREFLIGHT);
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-methods')).toBe('POST, OPTIONS');
    expect(headers.get('access-control-allow-headers')).toMatch(/^authorization, .*x-api-key/);
  });
});

describe('a page of another origin', () => {
  it.each([
    'null',
    'https://app.example.evil.example',
    'https://evilapp.example',
    'https://evil.app.example',
    'http://app.example',
    'https://app.example:8443',
    'https://xn--app-example-abc.example',
    'file://',
    '*',
  ])('may read nothing, and learns by no preflight that others may: %s', async (origin) => {
    const send = open([APP]);
    const answers = [
      await send(origin),
      await send(origin, { path: '/nothing' }),
      await send(origin, PREFLIGHT),
    ];
    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(headers.get('vary')).toBe('origin');
    }
  });
});

describe('all pages', () => {
  it.each<AllowedOrigins>(['*', [APP], []])('of %j send no cookies', async (allowed) => {
    const send = open(allowed);
    for (const sent of [{}, PREFLIGHT, { path: '/nothing' }]) {
      const { headers } = await send(APP, sent);
      expect(headers.has('access-control-allow-credentials')).toBe(false);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('may read where there is a star, which names no origin', async () => {
    const { headers } = await open('*')('null');
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });

  it('may read nothing where nothing is said', async () => {
    const { headers } = await open([])(APP);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
