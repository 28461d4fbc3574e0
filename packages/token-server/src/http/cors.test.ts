import { describe, expect, it } from 'vitest';
import { CorsRules } from './cors.js';

const APP = 'https://app.example';

describe('the pages that may read answers', () => {
  it('are none where none is named', () => {
    const rules = new CorsRules([]);
    expect(rules.headersFor(APP)).toEqual({});
    expect(rules.preflightFor(APP, ['POST'])).toEqual({});
  });

  it('are those of the list, each with its own origin in the answer', () => {
    const rules = new CorsRules([APP, 'http://localhost:3000']);
    expect(rules.headersFor('http://localhost:3000')).toEqual({
      'access-control-allow-origin': 'http://localhost:3000',
      'access-control-expose-headers':
        'x-stagedoor-error, x-request-id, retry-after, www-authenticate',
      vary: 'origin',
    });
    expect(rules.headersFor(APP)['access-control-allow-origin']).toBe(APP);
  });

  it.each([
    undefined,
    '',
    'null',
    '*',
    'https://app.example.evil.example',
    'https://evil-app.example',
    'https://xapp.example',
    'https://sub.app.example',
    'http://app.example',
    'https://app.example:444',
    'https://app.example/',
    'https://APP.example',
    'https://app.example, https://evil.example',
    '__proto__',
    'constructor',
  ])('are no others, however alike: %s', (origin) => {
    const rules = new CorsRules([APP]);
    // Caches must still learn that the answer depends on the origin.
    expect(rules.headersFor(origin)).toEqual({ vary: 'origin' });
    expect(rules.preflightFor(origin, ['POST'])).toEqual({});
  });

  it('are all with a star, which needs no vary', () => {
    const rules = new CorsRules('*');
    for (const origin of [APP, 'null', undefined]) {
      expect(rules.headersFor(origin)['access-control-allow-origin']).toBe('*');
      expect(rules.headersFor(origin)['vary']).toBeUndefined();
    }
  });

  it('learn by a preflight what they may send', () => {
    expect(new CorsRules([APP]).preflightFor(APP, ['POST', 'OPTIONS'])).toEqual({
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers':
        'authorization, content-type, x-api-key, x-request-id, traceparent',
      'access-control-max-age': '600',
    });
  });

  it('never send cookies', () => {
    for (const rules of [new CorsRules('*'), new CorsRules([APP])]) {
      const headers = { ...rules.headersFor(APP), ...rules.preflightFor(APP, ['POST']) };
      expect(Object.keys(headers)).not.toContain('access-control-allow-credentials');
    }
  });

  it('cannot be `null`, which files and sandboxes of strangers have', () => {
    expect(() => new CorsRules(['null'])).toThrow('every page without one');
  });

  it.each([
    '*',
    '',
    'app.example',
    'https://app.example/',
    'https://app.example/path',
    'https://App.example',
    'https://app.example:443',
    'http://app.example:80',
    'https://*.app.example',
    'https://user@app.example',
    'https://app.example https://b.example',
    'https://straße.example',
  ])('cannot be named by what no browser sends: %j', (origin) => {
    expect(() => new CorsRules([APP, origin])).toThrow(
      expect.objectContaining({ code: 'invalid_origin' }),
    );
  });

  it.each([
    'http://localhost',
    'https://[::1]:8443',
    'https://xn--strae-oqa.example',
    'capacitor://localhost',
  ])('can be %s', (origin) => {
    expect(new CorsRules([origin]).headersFor(origin)['access-control-allow-origin']).toBe(origin);
  });
});
