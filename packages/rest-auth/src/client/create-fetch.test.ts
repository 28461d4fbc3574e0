import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CUSTOMER, NOW } from '../../test/sample-customer.js';
import { headerOf, VerifyingServer } from '../../test/verifying-server.js';
import { createFetch, type CreateFetchOptions } from './create-fetch.js';

const open: VerifyingServer[] = [];

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const server of open.splice(0)) await server.close();
});

async function start(): Promise<VerifyingServer> {
  const server = await VerifyingServer.start();
  open.push(server);
  return server;
}

const OPTIONS: CreateFetchOptions<'hmac'> = {
  scheme: 'hmac',
  credential: CUSTOMER,
  now: () => NOW,
};

const DATE_TEXT = 'Sat, 21 Nov 2026 06:30:00 GMT';

describe('what is sent', () => {
  it.each(['basic', 'hmac', 'message-signature'] as const)('is proven with %s', async (scheme) => {
    const server = await start();
    const signed = createFetch({ scheme, credential: CUSTOMER, now: () => NOW });
    const response = await signed(`${server.origin}/a?b=1`, { method: 'POST', body: '{"a":1}' });
    expect([response.status, await response.text()]).toEqual([200, 'passed']);
    expect(server.arrived).toMatchObject([{ outcome: 'passed', target: '/a?b=1', method: 'POST' }]);
  });

  it.each(['GET', 'HEAD', 'DELETE', 'POST', 'patch'])(
    'is proven without a body: %s',
    async (method) => {
      const server = await start();
      await createFetch(OPTIONS)(server.origin, { method });
      expect(server.outcomes).toEqual(['passed']);
    },
  );

  it('is proven with any octets, path and query', async () => {
    const server = await start();
    let serial = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.webPath(),
        fc.option(fc.webQueryParameters()),
        async (body, path, query) => {
          serial += 1;
          const url = `${server.origin}${path}?serial=${serial}${query === null ? '' : `&${query}`}`;
          expect((await createFetch(OPTIONS)(url, { method: 'PUT', body })).status).toBe(200);
          expect(server.arrived.at(-1)?.body).toEqual(Buffer.from(body));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['/a?', '/a?#b', '/a#b', '/%c3%a9/é ?é= \'"<>`{}|^'])(
    'is proven where runtimes write the target in their own way: %s',
    async (target) => {
      const server = await start();
      await createFetch(OPTIONS)(server.origin + target);
      await createFetch(OPTIONS)(new Request(`${server.origin}${target}`, { method: 'POST' }));
      expect(server.outcomes).toEqual(['passed', 'passed']);
    },
  );

  it('is proven with the body of a form, which is another whenever it is written', async () => {
    const server = await start();
    const body = new FormData();
    body.set('file', new Blob(['\u0000é']), 'a.bin');
    await createFetch(OPTIONS)(server.origin, { method: 'POST', body });
    expect(server.outcomes).toEqual(['passed']);
    const [boundary] =
      /(?<=boundary=).+/.exec(headerOf(server.arrived[0], 'content-type') ?? '') ?? [];
    expect(server.arrived[0]?.body.toString()).toContain(`--${boundary}--`);
  });

  it('is proven with the body of a request, and of a stream', async () => {
    const server = await start();
    const stream = new Blob(['stream']).stream();
    await createFetch(OPTIONS)(new Request(server.origin, { method: 'POST', body: 'request' }));
    await createFetch(OPTIONS)(server.origin, { method: 'POST', body: stream });
    expect(server.arrived.map(({ body, outcome }) => [body.toString(), outcome])).toEqual([
      ['request', 'passed'],
      ['stream', 'passed'],
    ]);
    expect(headerOf(server.arrived[1], 'content-length')).toBe('6');
  });

  it('carries the headers of the caller, but its own credential, date and host', async () => {
    const server = await start();
    await createFetch(OPTIONS)(server.origin, {
      headers: { 'X-A': '1', Authorization: 'Basic a', Date: 'a', Digest: 'a', Host: 'a' },
    });
    expect(server.outcomes).toEqual(['passed']);
    expect(headerOf(server.arrived[0], 'x-a')).toBe('1');
  });

  it('is signed with x-date where that is asked for, or date cannot be set', async () => {
    const server = await start();
    await createFetch({ ...OPTIONS, dateHeader: 'x-date' })(server.origin, { method: 'POST' });
    class BrowserRequest extends Request {
      constructor(input: string, init: RequestInit) {
        super(input, init);
        this.headers.delete('date');
      }
    }
    vi.stubGlobal('Request', BrowserRequest);
    await createFetch(OPTIONS)(server.origin, { method: 'PUT' });
    expect(server.outcomes).toEqual(['passed', 'passed']);
    for (const request of server.arrived) {
      expect(headerOf(request, 'x-date')).toBe(DATE_TEXT);
      expect(headerOf(request, 'date')).toBeUndefined();
    }
  });

  it('is signed at the time of the system, with another nonce each time', async () => {
    const server = await start();
    vi.useFakeTimers({ now: NOW * 1000 + 999, toFake: ['Date'] });
    const signed = createFetch({ scheme: 'message-signature', credential: CUSTOMER });
    await Promise.all([1, 2, 3].map(() => signed(server.origin, { method: 'POST' })));
    expect(server.outcomes).toEqual(['passed', 'passed', 'passed']);
    const inputs = server.arrived.map((each) => headerOf(each, 'signature-input') ?? '');
    expect(inputs.every((input) => input.includes(`;created=${NOW};`))).toBe(true);
    expect(new Set(inputs).size).toBe(3);
  });

  it('goes through the fetch that is given', async () => {
    const sent: unknown[] = [];
    const signed = createFetch({
      ...OPTIONS,
      fetch: async (url, { method, headers, body, redirect }) => {
        sent.push({ url, method, redirect, body, date: new Headers(headers).get('date') });
        return new Response('of mine');
      },
    });
    const response = await signed('http://a/b', { method: 'PUT', body: 'c' });
    expect(await response.text()).toBe('of mine');
    expect(sent).toEqual([
      {
        url: 'http://a/b',
        method: 'PUT',
        redirect: 'manual',
        body: Uint8Array.of(99),
        date: DATE_TEXT,
      },
    ]);
  });

  it('is given up with the signal of the caller', async () => {
    const server = await start();
    const signal = AbortSignal.abort(new TypeError('planted'));
    const signed = createFetch(OPTIONS);
    await expect(signed(server.origin, { signal })).rejects.toThrow('planted');
    await expect(signed(new Request(server.origin, { signal }))).rejects.toThrow('planted');
    expect(server.arrived).toEqual([]);
  });

  it('is nothing where it cannot be signed', async () => {
    const credential = { ...CUSTOMER, customerId: 'a:b' };
    const signed = createFetch({ scheme: 'basic', credential, now: () => NOW });
    await expect(signed('http://127.0.0.1:1/')).rejects.toMatchObject({
      code: 'invalid_auth_option',
    });
  });
});

describe('a server with another clock', () => {
  it.each([
    ['ahead', 3600],
    ['behind', -86_400],
  ])('is asked twice the first time, and once from then on: %s', async (_name, offsetSeconds) => {
    const server = await start();
    server.now = NOW + offsetSeconds;
    const signed = createFetch(OPTIONS);
    for (const body of ['1', '2']) {
      const response = await signed(server.origin, { method: 'POST', body });
      expect([response.status, await response.text()]).toEqual([200, 'passed']);
    }
    expect(server.arrived.map(({ body, outcome }) => [outcome, body.toString()])).toEqual([
      ['date_outside_window', '1'],
      ['passed', '1'],
      ['passed', '2'],
    ]);
  });

  it('is understood in the words of the gateway too', async () => {
    const server = await start();
    server.now = NOW + 3600;
    server.answer = ({ outcome }, response) => {
      if (outcome === 'passed') return false;
      response.writeHead(401, { 'Content-Type': 'application/json; charset=utf-8' });
      response.end(
        '{"message":"HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication"}',
      );
      return true;
    };
    expect((await createFetch(OPTIONS)(server.origin)).status).toBe(200);
    expect(server.outcomes).toEqual(['date_outside_window', 'passed']);
  });

  it('sets no clock for other servers', async () => {
    const [wrong, right] = [await start(), await start()];
    wrong.now = NOW + 3600;
    const signed = createFetch(OPTIONS);
    await signed(wrong.origin);
    await signed(right.origin);
    expect(right.outcomes).toEqual(['passed']);
  });

  it('is not asked a third time', async () => {
    const server = await start();
    server.now = NOW + 3600;
    server.answer = (_request, response) => {
      response.setHeader('Date', DATE_TEXT);
      return false;
    };
    const response = await createFetch(OPTIONS)(server.origin);
    expect([response.status, await response.text()]).toEqual([
      401,
      '{"message":"HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication"}',
    ]);
    expect(server.outcomes).toEqual(['date_outside_window', 'date_outside_window']);
  });

  it('is not asked again where it does not say the time', async () => {
    const server = await start();
    server.now = NOW + 3600;
    server.answer = (_request, response) => {
      response.sendDate = false;
      response.removeHeader('Date');
      return false;
    };
    expect((await createFetch(OPTIONS)(server.origin)).status).toBe(401);
    expect(server.outcomes).toEqual(['date_outside_window']);
  });

  it('is asked again with another nonce', async () => {
    const server = await start();
    server.now = NOW + 3600;
    let serial = 0;
    const nonce = (): string => `a-nonce-of-number-${(serial += 1)}`;
    const scheme = 'message-signature';
    await createFetch({ scheme, credential: CUSTOMER, now: () => NOW, nonce })(server.origin);
    expect(server.outcomes).toEqual(['date_outside_window', 'passed']);
    expect(headerOf(server.arrived[1], 'signature-input')).toContain('a-nonce-of-number-2');
  });
});

describe('the refusal that is answered with a second request', () => {
  const skewed = (body: ReadableStream<Uint8Array>): Response =>
    new Response(body, {
      status: 401,
      headers: { 'X-Stagedoor-Error': 'date_outside_window', Date: DATE_TEXT },
    });

  it.each([
    ['in time', () => undefined],
    ['even if that fails', () => Promise.reject(new TypeError('planted'))],
  ])('is let go: %s', async (_name, cancel) => {
    let isLetGo = false;
    const body = new ReadableStream<Uint8Array>({
      cancel() {
        isLetGo = true;
        return cancel();
      },
    });
    const answers = [skewed(body), new Response('second')];
    const send = async (): Promise<Response> => answers.shift() ?? Response.error();
    const response = await createFetch({ ...OPTIONS, fetch: send })('http://a');
    expect([await response.text(), isLetGo]).toEqual(['second', true]);
  });
});

describe('nothing else is sent twice', () => {
  it.each([401, 403, 408, 425, 429, 500, 503])('with status %i', async (status) => {
    const server = await start();
    server.answer = (_request, response) => {
      response.writeHead(status, { 'Retry-After': '0' }).end('{"message":"no"}');
      return true;
    };
    const response = await createFetch(OPTIONS)(server.origin, { method: 'POST', body: 'a' });
    expect([response.status, await response.text()]).toEqual([status, '{"message":"no"}']);
    expect(server.arrived).toHaveLength(1);
  });

  it('with a wrong secret', async () => {
    const server = await start();
    const credential = { ...CUSTOMER, customerSecret: 'wrong' };
    expect((await createFetch({ ...OPTIONS, credential })(server.origin)).status).toBe(401);
    expect(server.outcomes).toEqual(['signature_mismatch']);
  });

  it.each([301, 302, 303, 307, 308])('to where a redirect of status %i leads', async (status) => {
    const [server, other] = [await start(), await start()];
    for (const location of ['/elsewhere', `${other.origin}/`]) {
      server.answer = (_request, response) => {
        response.writeHead(status, { Location: location }).end();
        return true;
      };
      const response = await createFetch(OPTIONS)(server.origin, { redirect: 'follow' });
      expect([response.status, response.headers.get('location')]).toEqual([status, location]);
      const failing = createFetch(OPTIONS)(server.origin, { redirect: 'error' });
      await expect(failing).rejects.toThrow(TypeError);
    }
    expect(server.arrived.map(({ target }) => target)).toEqual(['/', '/', '/', '/']);
    expect(other.arrived).toEqual([]);
  });
});

describe('equal requests within one second', () => {
  it('are all taken where each has an ID of its own', async () => {
    const server = await start();
    const signed = createFetch(OPTIONS);
    const post = async (id: string): Promise<number> =>
      (await signed(server.origin, { method: 'POST', headers: { 'X-Request-Id': id } })).status;
    expect(await Promise.all(['job-1', 'job-2', 'job-3'].map(post))).toEqual([200, 200, 200]);
    expect(await post('job-1')).toBe(401);
    expect(server.outcomes.at(-1)).toBe('replayed');
  });
});

describe('a credential that everyone on the way could read', () => {
  const urlOf = async (url: string, more: Partial<CreateFetchOptions<'basic'>>) => {
    const sent: string[] = [];
    const send = (address: string): Promise<Response> => {
      sent.push(address);
      return Promise.resolve(new Response());
    };
    await createFetch({ scheme: 'basic', credential: CUSTOMER, fetch: send, ...more })(url);
    return sent;
  };

  it.each(['http://example.com/', 'http://127.0.0.1.example.com/', 'http://localhost.example/'])(
    'is not sent to %s, unless that is allowed',
    async (url) => {
      await expect(urlOf(url, {})).rejects.toMatchObject({ code: 'invalid_auth_option' });
      expect(await urlOf(url, { allowPlainHttp: true })).toEqual([url]);
    },
  );

  it.each(['https://example.com/', 'http://localhost:8080/', 'http://127.1.2.3/', 'http://[::1]/'])(
    'is sent to %s',
    async (url) => {
      expect(await urlOf(url, {})).toEqual([url]);
    },
  );
});

describe('a refusal for the date', () => {
  const answerWith = async (scheme: 'basic' | 'hmac', date: string): Promise<number> => {
    let count = 0;
    const send = (): Promise<Response> => {
      count += 1;
      const headers = { 'X-Stagedoor-Error': 'date_outside_window', Date: date };
      return Promise.resolve(new Response('', { status: 401, headers }));
    };
    const options = { credential: CUSTOMER, fetch: send, now: () => NOW };
    await createFetch({ scheme, ...options })('https://example.com/');
    return count;
  };

  it('is believed up to a day', async () => {
    expect(await answerWith('hmac', 'Sun, 22 Nov 2026 06:30:00 GMT')).toBe(2);
    expect(await answerWith('hmac', 'Sun, 22 Nov 2026 06:30:01 GMT')).toBe(1);
    expect(await answerWith('hmac', 'Tue, 01 Jan 2036 00:00:00 GMT')).toBe(1);
  });

  it('means nothing to a scheme without dates', async () => {
    expect(await answerWith('basic', DATE_TEXT)).toBe(1);
  });
});
