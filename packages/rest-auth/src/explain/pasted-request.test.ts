import { describe, expect, it } from 'vitest';
import { parseCurl } from './parse-curl.js';
import { parseRawRequest } from './parse-raw-request.js';
import { withPastedBody } from './pasted-request.js';

const FILE = new TextEncoder().encode('{\r\n"a": "\0"\n}\n');
const text = (body: unknown): string => new TextDecoder().decode(body as Uint8Array);

describe('withPastedBody', () => {
  it('sends a file as it is, or as curl -d changes it', () => {
    const asIs = withPastedBody(parseCurl('curl http://a --data-binary @f'), FILE);
    expect(asIs.request.body).toEqual(FILE);
    const changed = withPastedBody(parseCurl('curl http://a -d @f'), FILE);
    expect(text(changed.request.body)).toBe('{"a": ""}');
    expect(changed.known).toMatchObject({ isBodyUnknown: false, fileOctets: FILE });
  });

  it('announces the body, unless the request does', () => {
    const { request } = withPastedBody(parseCurl('curl http://a -d @f'), FILE);
    expect(request.headers).toContainEqual(['Content-Length', '9']);
    const raw = parseRawRequest('POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\n');
    expect(withPastedBody(raw, FILE).request.headers).toEqual([
      ['Host', 'a'],
      ['Content-Length', '3'],
    ]);
  });
});
