import { describe, expect, it } from 'vitest';
import { checkStreamUrl } from './check-stream-url.js';

const NOW = 1_795_242_600;
const END = 1_795_305_600;
const KEY = 'stagedoor-push-key-01';
const SIGN = 'd6e64f9b931add6809464001d9b99ba5';
const GOOD = `rtmp://push.example.com/live/demo-stream?ts=${END}&sign=${SIGN}`;

const check = (url: string, now: number = NOW) => checkStreamUrl({ url, authKey: KEY, now });

describe('checkStreamUrl', () => {
  it('accepts a URL up to its last second', () => {
    const allowed = { kind: 'allowed', path: '/live/demo-stream', expiresAt: END };
    expect(check(GOOD)).toEqual(allowed);
    expect(check(GOOD, END)).toEqual(allowed);
    expect(check(GOOD, END + 1)).toEqual({ kind: 'refused', reason: 'expired' });
  });

  it.each([
    ['hex in capitals', GOOD.replace(SIGN, SIGN.toUpperCase())],
    ['another host', GOOD.replace('push.example.com', 'evil.example.com:1935')],
    ['no host', GOOD.replace('rtmp://push.example.com', '')],
    ['the other order', `/live/demo-stream?sign=${SIGN}&ts=${END}`],
    ['more parameters', GOOD.replace('?', '?token=a=b&&')],
    ['parameters in other letter case beside them', `${GOOD}&TS=1&Sign=2`],
  ])('accepts %s', (_name, url) => {
    expect(check(url).kind).toBe('allowed');
  });

  it.each([
    ['no parameters', '/live/demo-stream', 'ts_missing'],
    ['no ts', `/live/demo-stream?sign=${SIGN}`, 'ts_missing'],
    ['no sign', `/live/demo-stream?ts=${END}`, 'sign_missing'],
    ['ts twice', `${GOOD}&ts=${END}`, 'ts_repeated'],
    ['sign twice', `${GOOD}&sign=${SIGN}`, 'sign_repeated'],
    ['an empty ts', `/live/demo-stream?ts=&sign=${SIGN}`, 'ts_malformed'],
    ['ts without a value', `/live/demo-stream?ts&sign=${SIGN}`, 'ts_malformed'],
    ['ts in milliseconds', GOOD.replace(String(END), `${END}000`), 'ts_malformed'],
    ['ts with a sign', GOOD.replace(String(END), `+${END}`), 'ts_malformed'],
    ['ts in other digits', GOOD.replace(String(END), '１７９５３０５６００'), 'ts_malformed'],
    ['ts with a fraction', GOOD.replace(String(END), `${END}.5`), 'ts_malformed'],
    ['an encoded ts', GOOD.replace('ts=1', 'ts=%31'), 'ts_malformed'],
    ['a line break behind it', `${GOOD}\n`, 'sign_malformed'],
    ['16 hex digits', GOOD.replace(SIGN, SIGN.slice(0, 16)), 'sign_short'],
    ['31 hex digits', GOOD.slice(0, -1), 'sign_malformed'],
    ['33 hex digits', `${GOOD}0`, 'sign_malformed'],
    ['no hex digits', GOOD.replace(SIGN, 'z'.repeat(32)), 'sign_malformed'],
    ['another sign', GOOD.replace(SIGN, SIGN.replace('d', 'e')), 'sign_wrong'],
    ['another ts', GOOD.replace(String(END), String(END + 1)), 'sign_wrong'],
    ['another path', GOOD.replace('demo', 'Demo'), 'sign_wrong'],
    ['an encoded path', GOOD.replace('demo', '%64emo'), 'sign_wrong'],
    ['a longer path', GOOD.replace('demo-stream', 'demo-stream/'), 'sign_wrong'],
    ['dots in the path', GOOD.replace('/live', '/live/../live'), 'sign_wrong'],
    ['a fragment', `${GOOD}#`, 'url_unreadable'],
    ['no path', `rtmp://push.example.com?ts=${END}&sign=${SIGN}`, 'url_unreadable'],
    ['nothing', '', 'url_unreadable'],
    ['a megabyte', `/${'a'.repeat(1_000_000)}`, 'url_unreadable'],
  ])('refuses %s', (_name, url, reason) => {
    expect(check(url)).toEqual({ kind: 'refused', reason });
  });

  it('refuses the other spelling of a path that is not ASCII', () => {
    const sign = 'ef11cc5f6db6be650fa5b9169856dd4f';
    const url = `/live2/h%C3%B6he.flv?ts=${END}&sign=${sign}`;
    expect(checkStreamUrl({ url, authKey: 'clé-π', now: NOW })).toEqual({
      kind: 'refused',
      reason: 'sign_wrong',
    });
  });

  it('checks nothing where the domain has no key, and says so', () => {
    const url = '/live/demo-stream';
    const unprotected = { kind: 'unprotected', path: url };
    expect(checkStreamUrl({ url, authKey: undefined, now: NOW })).toEqual(unprotected);
    expect(checkStreamUrl({ url: GOOD, authKey: '', now: NOW }).kind).toBe('unprotected');
  });

  it('has no limit ahead unless it is given one', () => {
    expect(checkStreamUrl({ url: GOOD, authKey: KEY, now: END - 60, maxAheadSeconds: 60 })).toEqual(
      { kind: 'allowed', path: '/live/demo-stream', expiresAt: END },
    );
    expect(checkStreamUrl({ url: GOOD, authKey: KEY, now: END - 61, maxAheadSeconds: 60 })).toEqual(
      { kind: 'refused', reason: 'too_far_ahead' },
    );
  });

  it('lets nobody in where a number is none', () => {
    expect(check(GOOD, Number.NaN)).toEqual({ kind: 'refused', reason: 'expired' });
    const options = { url: GOOD, authKey: KEY, now: NOW, maxAheadSeconds: Number.NaN };
    expect(checkStreamUrl(options)).toEqual({ kind: 'refused', reason: 'too_far_ahead' });
  });
});
