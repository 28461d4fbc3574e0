import { describe, expect, it } from 'vitest';
import { readOutgoing } from './outgoing-request.js';

const textOf = (octets: Uint8Array | undefined): string | undefined =>
  octets && Buffer.from(octets).toString('latin1');

describe('readOutgoing', () => {
  const form = new FormData();
  form.set('a', 'é');
  const bodies: readonly (readonly [
    name: string,
    body: NonNullable<RequestInit['body']>,
    octets: RegExp,
    type: RegExp,
  ])[] = [
    ['a string', 'é', /^\u00c3\u00a9$/, /^text\/plain;charset=UTF-8$/],
    ['an empty string', '', /^$/, /^text\/plain;charset=UTF-8$/],
    [
      'a query',
      new URLSearchParams({ a: 'é' }),
      /^a=%C3%A9$/,
      /^application\/x-www-form-urlencoded;charset=UTF-8$/,
    ],
    ['a blob', new Blob(['ab'], { type: 'a/b' }), /^ab$/, /^a\/b$/],
    ['a blob without type', new Blob(['ab']), /^ab$/, /^$/],
    ['a buffer', Uint8Array.of(97, 98).buffer, /^ab$/, /^$/],
    ['a part of a buffer', Uint8Array.of(0, 97, 98, 0).subarray(1, 3), /^ab$/, /^$/],
    ['words', Uint16Array.of(0x6261), /^ab$/, /^$/],
    ['a view', new DataView(Uint8Array.of(0, 97).buffer, 1), /^a$/, /^$/],
    [
      'a form',
      form,
      /^--(.+)\r\nContent-Disposition: form-data; name="a"\r\n\r\n\u00c3\u00a9\r\n--\1--\r\n$/,
      /^multipart\/form-data; boundary=/,
    ],
    ['a stream', new Blob(['ab']).stream(), /^ab$/, /^$/],
  ];

  it.each(bodies)(
    'makes the octets and the content type of %s',
    async (_name, body, octets, type) => {
      const { body: read, headers } = await readOutgoing('http://a', { method: 'POST', body });
      expect(textOf(read)).toMatch(octets);
      expect(headers.get('content-type') ?? '').toMatch(type);
    },
  );

  it('names the boundary that the form has', async () => {
    const { body, headers } = await readOutgoing('http://a', { method: 'POST', body: form });
    const boundary = headers.get('content-type')?.split('boundary=')[1];
    expect(textOf(body)?.startsWith(`--${boundary}\r\n`)).toBe(true);
  });

  it('leaves the content type to the caller who gives one', async () => {
    const headers = { 'Content-Type': 'application/json', 'X-A': '1' };
    const outgoing = await readOutgoing('http://a', { method: 'PUT', body: '{}', headers });
    expect([...outgoing.headers]).toEqual([
      ['content-type', 'application/json'],
      ['x-a', '1'],
    ]);
  });

  it.each(['GET', 'POST', 'DELETE'])('has no body where there is none: %s', async (method) => {
    const { body, headers } = await readOutgoing('http://a', { method });
    expect(body).toBeUndefined();
    expect([...headers]).toEqual([]);
  });

  it('drops what the signer and the runtime set', async () => {
    const headers = { Authorization: 'Basic a', Host: 'b', 'X-A': '1' };
    expect([...(await readOutgoing('http://a', { headers })).headers]).toEqual([['x-a', '1']]);
  });

  it.each([
    ['http://A:80', 'http://a/'],
    ['http://a:8080/b?', 'http://a:8080/b'],
    ['https://a/b?#c', 'https://a/b'],
    ['https://a/b/../c%c3%a9?d=#e', 'https://a/c%c3%a9?d='],
    ['https://a/?x=?', 'https://a/?x=?'],
  ])('takes %s as it will be sent', async (given, url) => {
    for (const input of [given, new URL(given), new Request(given)]) {
      expect((await readOutgoing(input)).url.href).toBe(url);
    }
  });

  it.each(['data:,a', 'file:///a', 'ws://a'])('takes no %s', async (url) => {
    await expect(readOutgoing(url)).rejects.toMatchObject({ code: 'invalid_auth_option' });
  });

  it.each([
    ['no URL', '/a', {}],
    ['a URL with a password', 'http://a:b@c', {}],
    ['a GET with a body', 'http://a', { body: 'a' }],
  ])('refuses what fetch refuses: %s', async (_name, url, init) => {
    await expect(readOutgoing(url, init)).rejects.toThrow(TypeError);
  });

  it('writes methods in capitals', async () => {
    expect((await readOutgoing('http://a', { method: 'patch' })).method).toBe('PATCH');
  });

  it('takes a request, and what is said otherwise', async () => {
    const { signal } = new AbortController();
    const request = (): Request =>
      new Request('http://a/b', { method: 'PUT', body: 'ab', headers: { 'X-A': '1' }, signal });
    const same = await readOutgoing(request());
    expect([same.method, same.url.href, textOf(same.body), same.headers.get('x-a')]).toEqual([
      'PUT',
      'http://a/b',
      'ab',
      '1',
    ]);
    expect(same.init.signal).toBeInstanceOf(AbortSignal);
    const other = await readOutgoing(request(), {
      method: 'POST',
      body: 'cd',
      headers: {},
      signal,
    });
    expect([other.method, textOf(other.body), other.headers.get('x-a')]).toEqual([
      'POST',
      'cd',
      null,
    ]);
    expect(other.init.signal).toBe(signal);
  });

  it('passes on what is not its own, and never follows', async () => {
    expect((await readOutgoing('http://a', { keepalive: true })).init).toEqual({
      keepalive: true,
      redirect: 'manual',
    });
    const redirects = await Promise.all(
      (['follow', 'manual', 'error'] as const).flatMap((redirect) => [
        readOutgoing('http://a', { redirect }),
        readOutgoing(new Request('http://a', { redirect })),
      ]),
    );
    expect(redirects.map((each) => each.init.redirect)).toEqual([
      'manual',
      'manual',
      'manual',
      'manual',
      'error',
      'error',
    ]);
  });
});
