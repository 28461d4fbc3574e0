import { describe, expect, it } from 'vitest';
import { readFetchHead } from './read-fetch-head.js';

const targetOf = (url: string): string => readFetchHead(new Request(url)).target;

describe('readFetchHead', () => {
  it('has method, target, authority and header fields', () => {
    const request = new Request('https://api.agora.io:8443/caf%c3%a9?a=%20+&b=1?', {
      method: 'DELETE',
      headers: [
        ['X-B', ' 2 '],
        ['Date', 'x'],
        ['X-B', '1'],
      ],
    });
    expect(readFetchHead(request)).toEqual({
      method: 'DELETE',
      target: '/caf%c3%a9?a=%20+&b=1?',
      headers: [
        ['host', 'api.agora.io:8443'],
        ['date', 'x'],
        ['x-b', '2, 1'],
      ],
    });
  });

  it('takes Host from the header where there is one', () => {
    const request = new Request('http://internal/', { headers: { Host: 'api.agora.io' } });
    expect(readFetchHead(request).headers).toEqual([['host', 'api.agora.io']]);
  });

  it.each([
    ['http://a', '/'],
    ['http://a?', '/'],
    ['http://a?b', '/?b'],
    ['http://a/#b?c', '/'],
    ['http://a/b?c#d', '/b?c'],
    ['http://a/b/../c', '/c'],
    ['http://a//b/http://c', '//b/http://c'],
  ])('takes the target of %s from the text of the URL', (url, target) => {
    // A lone question mark stays in the text of the URL.
    expect(targetOf(url).replace(/\?$/, '')).toBe(target);
  });

  it('has a target where a runtime gives a URL without a path', () => {
    const request = { method: 'GET', url: 'http://a?b', headers: new Headers() } as Request;
    expect(readFetchHead(request).target).toBe('/?b');
  });
});
