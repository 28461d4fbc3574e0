import { describe, expect, it } from 'vitest';
import { readBasicPair } from './read-basic-pair.js';

const PAIR = { customerId: 'id', customerSecret: 'se:cret?' };
const BASE64 = btoa('id:se:cret?');

describe('readBasicPair', () => {
  it.each([
    [BASE64, 'canonical'],
    [`${BASE64.slice(0, 4)}\n${BASE64.slice(4)}`, 'line_break'],
    [BASE64.replace(/=+$/, ''), 'padding_lost'],
    [btoa(BASE64), 'encoded_twice'],
    ['id:se:cret?', 'plain'],
  ])('reads %j', (text, form) => {
    expect(readBasicPair(text)).toEqual({ form, pair: PAIR });
  });

  it('reads the alphabet for URLs', () => {
    expect(readBasicPair('YTr7-w==').form).toBe('not_utf8');
    expect(readBasicPair('YTo_Pz8-')).toEqual({
      form: 'url_alphabet',
      pair: { customerId: 'a', customerSecret: '???>' },
    });
  });

  it.each([
    ['', 'empty'],
    [btoa('idsecret'), 'colon_missing'],
    ['/+//', 'not_utf8'],
    ['"""', 'other'],
  ])('reads nothing from %j', (text, form) => {
    expect(readBasicPair(text)).toEqual({ form, pair: undefined });
  });
});
