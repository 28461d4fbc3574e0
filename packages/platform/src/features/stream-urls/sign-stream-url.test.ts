import { readFileSync } from 'node:fs';
import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkStreamUrl } from './check-stream-url.js';
import { signStreamUrl } from './sign-stream-url.js';

interface StreamUrlVector {
  readonly id: string;
  readonly authKey: string;
  readonly url: string;
  readonly expiresAt: number;
  readonly sign: string;
}

const VECTORS = JSON.parse(
  readFileSync(new URL('../../../../../vectors/stream-urls.json', import.meta.url), 'utf8'),
) as readonly StreamUrlVector[];

const NOW = 1_795_242_600;
const KEY = 'stagedoor-push-key-01';

describe('signStreamUrl', () => {
  it.each(VECTORS)('signs vector $id', ({ authKey, url, expiresAt, sign }) => {
    expect(signStreamUrl({ authKey, url, expiresAt })).toBe(`${url}?ts=${expiresAt}&sign=${sign}`);
  });

  it.each(VECTORS)('makes what is accepted until its end: $id', ({ authKey, url, expiresAt }) => {
    const signed = signStreamUrl({ authKey, url, expiresAt });
    const { kind } = checkStreamUrl({ url: signed, authKey, now: expiresAt });
    expect(kind).toBe('allowed');
    expect(checkStreamUrl({ url: signed, authKey, now: expiresAt + 1 })).toEqual({
      kind: 'refused',
      reason: 'expired',
    });
  });

  it('replaces what the URL has, and keeps its other parameters', () => {
    const first = signStreamUrl({
      url: 'rtmp://push.example.com/live/a?token=1',
      authKey: KEY,
      expiresAt: NOW,
    });
    const second = signStreamUrl({ url: first, authKey: KEY, expiresAt: NOW + 1 });
    expect(second).toMatch(
      /^rtmp:\/\/push\.example\.com\/live\/a\?token=1&ts=1795242601&sign=\w+$/,
    );
  });

  it('signs a path without an origin', () => {
    expect(signStreamUrl({ url: '/live/a', authKey: KEY, expiresAt: NOW })).toMatch(
      /^\/live\/a\?ts=1795242600&sign=[0-9a-f]{32}$/,
    );
  });

  it.each([
    ['an empty key', { authKey: '' }],
    ['milliseconds', { expiresAt: NOW * 1000 }],
    ['half a second', { expiresAt: NOW + 0.5 }],
    ['no number', { expiresAt: Number.NaN }],
    ['nine digits', { expiresAt: 999_999_999 }],
    ['a fragment', { url: '/live/a#top' }],
    ['no path', { url: 'rtmp://push.example.com' }],
    ['no slash', { url: 'live/a' }],
    ['a URL of 9000 characters', { url: `/${'a'.repeat(9000)}` }],
  ])('refuses %s', (_name, wrong) => {
    const options = { url: '/live/a', authKey: KEY, expiresAt: NOW, ...wrong };
    expect(() => signStreamUrl(options)).toThrow(
      expect.objectContaining({ code: 'invalid_stream_url' }),
    );
  });

  it('is accepted for any key and path', () => {
    const segment = string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    assert(
      property(string({ unit: 'grapheme', minLength: 1 }), segment, (authKey, stream) => {
        const url = `rtmp://push.example.com/live/${encodeURIComponent(stream)}`;
        const signed = signStreamUrl({ url, authKey, expiresAt: NOW });
        expect(checkStreamUrl({ url: signed, authKey, now: NOW }).kind).toBe('allowed');
      }),
    );
  });
});
