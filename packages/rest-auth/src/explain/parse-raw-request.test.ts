import { describe, expect, it } from 'vitest';
import type { ReceivedRequest } from '../request.js';
import { parseRawRequest } from './parse-raw-request.js';

const bodyOf = (text: string): string =>
  new TextDecoder().decode(bytesOf(parseRawRequest(text).request));

const bytesOf = ({ body }: ReceivedRequest): Uint8Array =>
  body instanceof Uint8Array ? body : new Uint8Array();

describe('parseRawRequest', () => {
  it.each(['\r\n', '\n'])('reads a request with line ends %j', (end) => {
    const lines = ['POST /a%c3?b HTTP/1.1', 'Host: api.agora.io', 'Date:  x ', 'A: é', '', '{"b"}'];
    expect(parseRawRequest(lines.join(end))).toEqual({
      form: 'raw',
      request: {
        method: 'POST',
        target: '/a%c3?b',
        httpVersion: '1.1',
        headers: [
          ['Host', 'api.agora.io'],
          ['Date', 'x'],
          ['A', 'Ã©'],
        ],
        body: new TextEncoder().encode('{"b"}'),
      },
      known: { isBodyUnknown: false },
    });
  });

  it.each([
    ['GET / HTTP/1.0', '/', '1.0'],
    ['GET / HTTP/2', '/', '2'],
    ['GET / HTTP/3', '/', '3'],
    ['GET /a', '/a', '1.1'],
    ['get  /a b  http/1.1 ', '/a b', '1.1'],
    ['GET https://a/b HTTP/1.1', 'https://a/b', '1.1'],
    ['GET / HTTP/9', '/', '1.1'],
  ])('reads the line %j', (line, target, httpVersion) => {
    expect(parseRawRequest(`${line}\nHost: a`).request).toMatchObject({ target, httpVersion });
  });

  it('leaves out what an editor adds, in front and behind', () => {
    expect(bodyOf('\uFEFF\r\n\nPOST / HTTP/1.1\nHost: a\n\nbody\n')).toBe('body');
    expect(bodyOf('POST / HTTP/1.1\nHost: a\nContent-Length: 4\n\nbody\n')).toBe('body');
    expect(bodyOf('POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\nbody\n')).toBe('body\n');
    expect(bodyOf('GET / HTTP/1.1\nHost: a\n')).toBe('');
    expect(bodyOf('GET / HTTP/1.1\nHost: a\n\n')).toBe('');
  });

  it('joins chunks, where the text has their framing', () => {
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(bodyOf(`${head}3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n`)).toBe('abcde');
    expect(bodyOf(`${head}abcde`)).toBe('abcde');
    expect(bodyOf(`${head}3\r\nabcde\r\n0\r\n`)).toBe('3\r\nabcde\r\n0\r\n');
  });

  it('keeps lines that belong to the header before', () => {
    const { headers } = parseRawRequest(
      'GET / HTTP/1.1\nAuthorization: Basic abc\ndef=\n x\n',
    ).request;
    expect(headers).toEqual([['Authorization', 'Basic abc\ndef=\nx']]);
  });

  it('takes what curl -v prints, which has no body', () => {
    const text =
      '* Connected\n> POST /a HTTP/1.1\n> Host: a\n> Content-Length: 4\n>\n* sent\n< HTTP/1.1 401\n< Date: x\n';
    const { request, known } = parseRawRequest(text);
    expect(request).toMatchObject({ method: 'POST', target: '/a' });
    expect(request.headers).toEqual([
      ['Host', 'a'],
      ['Content-Length', '4'],
    ]);
    expect(known.isBodyUnknown).toBe(true);
    expect(parseRawRequest('> GET /a HTTP/1.1\n> Host: a\n>\n').known.isBodyUnknown).toBe(false);
  });

  it.each([
    'hello',
    'GET',
    'HTTP/1.1 401 Unauthorized\nDate: x',
    'Host: a\nDate: x',
    'GET / HTTP/1.1\nno header',
    ': / HTTP/1.1',
  ])('cannot read %j', (text) => {
    expect(() => parseRawRequest(text)).toThrow(
      expect.objectContaining({ code: 'pasted_request_unreadable' }),
    );
  });

  it('reads long lines in little time', () => {
    const startedAt = performance.now();
    const long = ' '.repeat(100_000);
    expect(() => parseRawRequest(`GET${long}x`)).not.toThrow();
    expect(() => parseRawRequest(`GET / HTTP/1.1\nA: b\n${'x\n'.repeat(50_000)}`)).not.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
