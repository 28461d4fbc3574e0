import { describe, expect, it } from 'vitest';
import type { PresentedRequest } from './caller.js';
import { readCredential } from './read-credential.js';

const show = (headers: Readonly<Record<string, string>>): PresentedRequest => ({
  header: (name) => headers[name],
});

const bearer = (text: string): PresentedRequest => show({ authorization: `Bearer ${text}` });

describe('a credential', () => {
  it('is not there where no header shows one', () => {
    expect(readCredential(show({ cookie: 'session=1' }))).toBeUndefined();
  });

  it.each([
    [{ 'x-api-key': 'sd_a_b' }],
    [{ authorization: 'Bearer sd_a_b' }],
    [{ authorization: 'bearer sd_a_b' }],
    [{ authorization: 'BEARER   sd_a_b  ' }],
  ])('of %j is an API key', (headers) => {
    expect(readCredential(show(headers))).toEqual({ kind: 'api-key', text: 'sd_a_b' });
  });

  it('in X-API-Key is an API key whatever it looks like', () => {
    expect(readCredential(show({ 'x-api-key': 'a.b.c' }))).toEqual({
      kind: 'api-key',
      text: 'a.b.c',
    });
  });

  it('with the prefix of API keys is one even with two dots in it', () => {
    expect(readCredential(bearer('sd_a.b.c'))).toMatchObject({ kind: 'api-key' });
  });

  it('of three parts is a JWT', () => {
    expect(readCredential(bearer('a.b.c'))).toEqual({ kind: 'jwt', text: 'a.b.c' });
    expect(readCredential(bearer('a.b.'))).toEqual({ kind: 'jwt', text: 'a.b.' });
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer opaque',
    'Bearer a.b',
    'Bearer a.b.c.d.e',
    'Basic eDp5',
    'bearersd_a_b',
  ])('in "Authorization: %s" is of another form, and there', (authorization) => {
    expect(readCredential(show({ authorization }))).toEqual({ kind: 'other' });
  });

  it.each([
    [{ authorization: 'Bearer sd_a_b', 'x-api-key': 'sd_a_b' }],
    [{ authorization: '', 'x-api-key': 'sd_a_b' }],
    [{ authorization: 'Basic eDp5', 'x-api-key': 'sd_a_b' }],
    [{ 'x-api-key': 'sd_a_b, sd_c_d' }],
    [{ authorization: 'Bearer sd_a_b, Bearer sd_c_d' }],
    [{ authorization: 'Bearer sd_a_b, Basic eDp5' }],
    [{ authorization: 'Basic eDp5, Bearer sd_a_b' }],
    [{ authorization: 'Basic eDp5,bearer a.b.c' }],
  ])('is refused where there is a second one: %j', (headers) => {
    expect(() => readCredential(show(headers))).toThrow(
      expect.objectContaining({ code: 'caller_ambiguous', status: 400 }),
    );
  });
});
