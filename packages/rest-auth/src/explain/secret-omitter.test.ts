import { describe, expect, it } from 'vitest';
import { TOKEN, TOKEN_006 } from '../../test/explained-messages.js';
import { SecretOmitter } from './secret-omitter.js';

const omitter = new SecretOmitter(['sesame', 'sesame street', 'a.*b', 'ok', '']);

describe('SecretOmitter', () => {
  it.each([
    ['open SESAME now', 'open … now'],
    ['sesame street', '…'],
    ['sesame streets', '…s'],
    ['aXXb a.*b', 'aXXb …'],
    ['ok', 'ok'],
    [`token=${TOKEN}&x`, 'token=…&x'],
    [`(${TOKEN_006})`, '(…)'],
    ['/a?b=c&customer_secret=d&e=f', '/a?b=c&customer_secret=…&e=f'],
    ['/a?access_token=b', '/a?access_token=…'],
    ['https://id:pw@a/b', 'https://…@a/b'],
    ['https://a/b@c', 'https://a/b@c'],
  ])('makes %j %j', (text, safe) => {
    expect(omitter.omit(text)).toBe(safe);
  });

  it('quotes without secrets, controls and lengths', () => {
    expect(omitter.quote('a "b"\u0007\u202E sesame')).toBe(String.raw`"a \"b\"\u0007\u{202e} …"`);
    const long = `${'x'.repeat(195)}sesame`;
    expect(omitter.quote(long)).not.toContain('ses');
    expect(omitter.quote('x'.repeat(300))).toMatch(/^"x{200}"… \(300 characters\)$/);
  });

  it('takes as long as the text is, whatever the secrets are', () => {
    const startedAt = performance.now();
    omitter.omit('//'.repeat(50_000));
    omitter.omit('?'.repeat(50_000));
    omitter.omit('?a.-'.repeat(20_000));
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
