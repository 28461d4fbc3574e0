import { describe, expect, it } from 'vitest';
import { parseHarEntry } from './parse-har-entry.js';

const REQUEST = {
  method: 'POST',
  url: 'https://api.agora.io/v1/a%c3?b=1#c',
  httpVersion: 'HTTP/1.1',
  headers: [
    { name: 'Host', value: 'api.agora.io' },
    { name: 'A', value: 'é' },
  ],
  bodySize: 5,
  postData: { mimeType: 'application/json', text: '{"b"}' },
};

const parse = (request: unknown, index?: number): ReturnType<typeof parseHarEntry> =>
  parseHarEntry(JSON.stringify(request), index);

describe('parseHarEntry', () => {
  it.each([
    ['a whole HAR', { log: { version: '1.2', entries: [{ request: REQUEST }] } }],
    ['a list of entries', [{ request: REQUEST }]],
    ['an entry', { request: REQUEST, response: {} }],
    ['a request alone', REQUEST],
  ])('reads %s', (_, har) => {
    expect(parse(har)).toEqual({
      form: 'har',
      request: {
        method: 'POST',
        target: '/v1/a%c3?b=1',
        httpVersion: '1.1',
        headers: [
          ['Host', 'api.agora.io'],
          ['A', 'Ã©'],
        ],
        body: new TextEncoder().encode('{"b"}'),
      },
      known: { urlScheme: 'https', isBodyUnknown: false, hasUrlCredential: false },
    });
  });

  it('chooses by index', () => {
    const other = { ...REQUEST, url: 'http://id:secret@b/c' };
    const entries = [{ request: REQUEST }, { request: other }];
    expect(parse({ log: { entries } }, 1)).toMatchObject({
      request: { target: '/c' },
      known: { urlScheme: 'http', hasUrlCredential: true },
    });
    expect(() => parse({ log: { entries } }, 2)).toThrow('number 3 was asked for');
  });

  it.each([
    ['h2', '2'],
    ['HTTP/2.0', '2'],
    ['h3', '3'],
    ['http/1.1', '1.1'],
    [undefined, '1.1'],
  ])('reads the version %s', (httpVersion, version) => {
    expect(parse({ ...REQUEST, httpVersion }).request.httpVersion).toBe(version);
  });

  it('makes Host of what HTTP/2 has for it', () => {
    const headers = [
      { name: ':method', value: 'GET' },
      { name: ':authority', value: 'a:8080' },
      { name: 'b', value: 'c' },
      {},
    ];
    expect(parse({ ...REQUEST, headers }).request.headers).toEqual([
      ['Host', 'a:8080'],
      ['b', 'c'],
    ]);
    expect(parse({ url: 'http://b:81' }).request).toMatchObject({
      method: 'GET',
      headers: [['Host', 'b:81']],
    });
  });

  it('knows which bodies are missing', () => {
    expect(parse({ ...REQUEST, postData: undefined }).known.isBodyUnknown).toBe(true);
    expect(parse({ ...REQUEST, postData: { params: [] } }).known.isBodyUnknown).toBe(true);
    const none = parse({ ...REQUEST, bodySize: 0, postData: undefined });
    expect([none.known.isBodyUnknown, none.request.body]).toEqual([false, new Uint8Array()]);
    const encoded = parse({ ...REQUEST, postData: { text: '/wA=', encoding: 'base64' } });
    expect(encoded.request.body).toEqual(Uint8Array.of(255, 0));
  });

  it.each(['{', '[]', '{}', '{"log":{"entries":[]}}', '[1]', '{"url":"ftp://a"}', 'null'])(
    'cannot read %s',
    (text) => {
      expect(() => parseHarEntry(text)).toThrow(
        expect.objectContaining({ code: 'pasted_request_unreadable' }),
      );
    },
  );
});
