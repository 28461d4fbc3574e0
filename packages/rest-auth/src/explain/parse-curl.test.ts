import { describe, expect, it } from 'vitest';
import type { ReceivedRequest } from '../request.js';
import { fromOctetText } from './octet-text.js';
import { parseCurl } from './parse-curl.js';

const bodyOf = ({ body }: ReceivedRequest): string | undefined =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : undefined;

const valueOf = ({ headers }: ReceivedRequest, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1];

const URL = 'https://api.agora.io/v1/a%c3%a9?x=1&y=%20';

describe('parseCurl', () => {
  it('reads the least that a command can be', () => {
    expect(parseCurl(`curl '${URL}'`)).toEqual({
      form: 'curl',
      request: {
        method: 'GET',
        target: '/v1/a%c3%a9?x=1&y=%20',
        httpVersion: '1.1',
        headers: [['Host', 'api.agora.io']],
        body: new Uint8Array(),
      },
      known: { urlScheme: 'https', isBodyUnknown: false, hasUrlCredential: false },
    });
  });

  it.each([
    ['curl -X PATCH -H "A: b" --url URL -d x', 'PATCH'],
    ['curl -XDELETE URL', 'DELETE'],
    ['curl --request=PUT URL', 'PUT'],
    ['curl -sSLX PATCH URL', 'PATCH'],
    ['curl -I URL', 'HEAD'],
    ['curl -d x URL', 'POST'],
    ['curl --json {} URL', 'POST'],
    ['curl -T file URL', 'PUT'],
    ['curl -G -d x URL', 'GET'],
    ['curl --max-time 5 -o out -m 3 -w "%{http_code}" -k URL', 'GET'],
    ['$ curl URL', 'GET'],
    ['TOKEN=1 /usr/bin/curl URL', 'GET'],
    ['curl.exe URL', 'GET'],
    ['curl URL | jq .', 'GET'],
    ['curl URL > out; curl -X POST other', 'GET'],
    ['curl URL --next -X POST other', 'GET'],
    ['curl URL other', 'GET'],
  ])('reads the method and the URL of %s', (command, method) => {
    const { request } = parseCurl(command.replace('URL', `'${URL}'`));
    expect(request).toMatchObject({ method, target: expect.stringMatching(/^\/v1\/a%c3%a9\?x=1/) });
  });

  it.each([
    [`-H 'A: b'`, 'a', 'b'],
    [`-H "A: it's"`, 'a', "it's"],
    [`-H "A: \\"b\\" \\$c"`, 'a', '"b" $c'],
    [`-H $'A: b\\'\\x41\\u00e9\\t\\101'`, 'a', `b'AÃ©\tA`],
    [`-H A:\\ b`, 'a', 'b'],
    [`-H 'A: 'b"c"`, 'a', 'bc'],
    [`-H 'A: é'`, 'a', 'Ã©'],
    [`-H 'A;'`, 'a', ''],
    [`-HA:b`, 'a', 'b'],
    [`--header='A: b'`, 'a', 'b'],
    [`-A me`, 'user-agent', 'me'],
    [`-e there`, 'referer', 'there'],
    [`-b a=b`, 'cookie', 'a=b'],
    [`-r 0-5`, 'range', 'bytes=0-5'],
    [`-H 'Host: other'`, 'host', 'other'],
    [`-H 'Host:'`, 'host', undefined],
    [`-H '' -H 'none'`, 'none', undefined],
    [`-d a`, 'content-type', 'application/x-www-form-urlencoded'],
    [`-d a -H 'Content-Type: application/json'`, 'content-type', 'application/json'],
    [`--json '{}'`, 'content-type', 'application/json'],
    [`-d abc`, 'content-length', '3'],
    [`-u id:secret`, 'authorization', 'Basic aWQ6c2VjcmV0'],
    [`-u id`, 'authorization', 'Basic aWQ6'],
    [`-uid:é`, 'authorization', 'Basic aWQ6w6k='],
    [`--oauth2-bearer abc`, 'authorization', 'Bearer abc'],
    [`-u id:secret -H 'Authorization: hmac x'`, 'authorization', 'hmac x'],
    [`-H "A: $TOKEN"`, 'a', '$TOKEN'],
    [`-H "A: $(cat token)"`, 'a', '$(cat token)'],
  ])('reads the header of %s', (options, name, value) => {
    expect(valueOf(parseCurl(`curl ${options} ${URL.replace('&', '\\&')}`).request, name)).toBe(
      value,
    );
  });

  it.each([
    [`-d '{"a": 1}'`, '{"a": 1}'],
    [`-d a=1 -d b=2`, 'a=1&b=2'],
    [`--data-raw '@a'`, '@a'],
    [`--data-binary 'a\nb'`, 'a\nb'],
    [`--data-urlencode 'a=b c&é'`, 'a=b%20c%26%C3%A9'],
    [`--data-urlencode 'b c'`, 'b%20c'],
    [`--data-urlencode '=b c'`, 'b%20c'],
    [`--json '{"a":' --json '1}'`, '{"a":1}'],
    [`-d "a\\\nb"`, 'ab'],
    [`-d ''`, ''],
  ])('reads the body of %s', (options, body) => {
    expect(bodyOf(parseCurl(`curl ${options} '${URL}'`).request)).toBe(body);
  });

  it('puts data into the query with -G', () => {
    const { request } = parseCurl(`curl -G '${URL}' -d a=1 --data-urlencode 'b=c d'`);
    expect(request).toMatchObject({ target: '/v1/a%c3%a9?x=1&y=%20&a=1&b=c%20d' });
    expect(parseCurl('curl -G http://a/b -d c').request.target).toBe('/b?c');
    expect(bodyOf(request)).toBe('');
  });

  it.each([
    ['-d @a.json', { path: 'a.json', losesLineEnds: true }],
    ['--data-binary @a.json', { path: 'a.json', losesLineEnds: false }],
    ['--json @a.json', { path: 'a.json', losesLineEnds: false }],
    ['-T a.bin', { path: 'a.bin', losesLineEnds: false }],
    ['-F file=@a.bin', undefined],
    ['--data-urlencode a@b', undefined],
    ['-d a=1 -d @b', undefined],
  ])('says that the body of %s is in a file', (options, bodyFile) => {
    const pasted = parseCurl(`curl ${options} '${URL}'`);
    expect(pasted.known.isBodyUnknown).toBe(true);
    expect(pasted.request.body).toBeUndefined();
    expect(pasted.bodyFile).toEqual(bodyFile);
  });

  it.each([
    ['http://a.b', 'a.b', '/', 'http'],
    ['a.b:8080/c', 'a.b:8080', '/c', 'http'],
    ['https://a.b:443/c', 'a.b', '/c', 'https'],
    ['http://a.b:80?c', 'a.b', '/?c', 'http'],
    ['https://a.b:80/c#d', 'a.b:80', '/c', 'https'],
    ['https://a.b/é', 'a.b', '/Ã©', 'https'],
    ['https://a.b/../c//d?', 'a.b', '/../c//d?', 'https'],
    ['http://[::1]:8080/c', '[::1]:8080', '/c', 'http'],
  ])('takes %s apart as it is', (url, host, target, urlScheme) => {
    const { request, known } = parseCurl(`curl '${url}'`);
    expect([valueOf(request, 'host'), request.target, known.urlScheme]).toEqual([
      host,
      target,
      urlScheme,
    ]);
  });

  it('makes Basic of what stands in the URL, and says so', () => {
    const { request, known } = parseCurl("curl 'https://id:se%3Acret@a.b/c'");
    expect(valueOf(request, 'authorization')).toBe(`Basic ${btoa('id:se:cret')}`);
    expect([valueOf(request, 'host'), known.hasUrlCredential]).toEqual(['a.b', true]);
  });

  it.each([
    ['--http1.0', '1.0'],
    ['-0', '1.0'],
    ['--http2', '2'],
    ['--http1.1', '1.1'],
  ])('reads the version of %s', (option, version) => {
    expect(parseCurl(`curl ${option} http://a`).request.httpVersion).toBe(version);
  });

  it('reads commands over several lines, of every shell', () => {
    const posix = `curl -X POST \\\r\n  -H 'A: b' \\\n  http://a/c \\\n  -d '{\n}'`;
    const windows = 'curl -X POST ^\r\n  -H "A: b" ^\r\n  http://a/c ^\r\n  -d "{\\"x\\":1}"';
    const chrome =
      'curl ^"http://a/c^" ^\n  -H ^"A: b^" ^\n  --data-raw ^"^{^\\^"x^\\^":1^}^%^20^" -X POST';
    const powerShell = "curl.exe -X POST `\r\n  -H 'A: b' `\r\n  http://a/c -d '{}'";
    const bodies = [posix, windows, chrome, powerShell].map((command) => {
      const { request } = parseCurl(command);
      expect(request).toMatchObject({ method: 'POST', target: '/c' });
      expect(valueOf(request, 'a')).toBe('b');
      return bodyOf(request);
    });
    expect(bodies).toEqual(['{\n}', '{"x":1}', '{"x":1}%20', '{}']);
  });

  it('keeps a line end in a body that cmd.exe escapes', () => {
    const { request } = parseCurl('curl ^"http://a/^" --data-raw ^"a^\n\nb^"');
    expect(bodyOf(request)).toBe('a\nb');
  });

  it('keeps octets that are no UTF-8', () => {
    const { request } = parseCurl(String.raw`curl http://a -d $'\xff\0\351'`);
    expect(request.body).toEqual(fromOctetText('\u00FF\0\u00E9'));
  });

  it.each([
    ['wget http://a', 'no curl'],
    ['curl -X GET', 'no URL'],
    ["curl 'http://a", 'not closed'],
    ['curl "http://a', 'not closed'],
    ['curl ftp://a/b', 'http or https'],
    ['curl http://a -H @headers.txt', 'in a file'],
    ['', 'no curl'],
  ])('cannot read %j', (command, reason) => {
    expect(() => parseCurl(command)).toThrow(
      expect.objectContaining({
        code: 'pasted_request_unreadable',
        message: expect.stringContaining(reason),
      }),
    );
  });
});
