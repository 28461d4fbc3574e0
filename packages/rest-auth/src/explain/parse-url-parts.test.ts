import { describe, expect, it } from 'vitest';
import { parseUrlParts } from './parse-url-parts.js';

describe('parseUrlParts', () => {
  it.each([
    ['https://a.b/c?d=%C3%a9', 'https', undefined, 'a.b', '/c?d=%C3%a9'],
    ['HTTP://A.b:80/../c', 'http', undefined, 'A.b', '/../c'],
    ['https://a.b:80', 'https', undefined, 'a.b:80', '/'],
    ['a.b?c#d', 'http', undefined, 'a.b', '/?c'],
    ['https://id:secret@a.b/c@d', 'https', 'id:secret', 'a.b', '/c@d'],
    ['https://[::1]:443/', 'https', undefined, '[::1]', '/'],
  ])('takes %s apart', (url, ...parts) => {
    const { urlScheme, credential, authority, target } = parseUrlParts(url, 'http');
    expect([urlScheme, credential, authority, target]).toEqual(parts);
  });

  it.each(['', 'ftp://a', '/a', 'https://', '?', 'file:///a'])('cannot read %j', (url) => {
    expect(() => parseUrlParts(url, 'http')).toThrow('its URL is not one of http or https');
  });
});
