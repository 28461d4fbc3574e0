import { describe, expect, it } from 'vitest';
import { parseRequestedLife, parseWrittenLife } from './parse-requested-life.js';

const INVALID = expect.objectContaining({ code: 'invalid_expiry' });

describe('a life in a body', () => {
  it.each([1, 3600, 4_294_967_295])('may be %d seconds', (seconds) => {
    expect(parseRequestedLife('expire', seconds)).toBe(seconds);
  });

  it.each([0, -1, 0.5, 4_294_967_296, Number.NaN, '3600', null, true, [60]])(
    'may not be %j',
    (value) => {
      expect(() => parseRequestedLife('expire', value)).toThrow(INVALID);
    },
  );
});

describe('a life in an address', () => {
  const parse = (query: string): number | undefined =>
    parseWrittenLife('expiry', new URLSearchParams(query));

  it('is undefined where it is not there', () => {
    expect(parse('other=1')).toBeUndefined();
  });

  it.each([
    ['expiry=600', 600],
    ['expiry=0600', 600],
    ['expiry=4294967295', 4_294_967_295],
  ])('is read from %s', (query, seconds) => {
    expect(parse(query)).toBe(seconds);
  });

  it.each([
    'expiry=',
    'expiry',
    'expiry=0',
    'expiry=-1',
    'expiry=1e3',
    'expiry=0x10',
    'expiry=%20600',
    'expiry=600s',
    'expiry=4294967296',
    'expiry=99999999999999999999',
    'expiry=６００',
    'expiry=failing',
  ])('may not be %s', (query) => {
    expect(() => parse(query)).toThrow(INVALID);
  });

  it('may not be there twice, even if both say the same', () => {
    const repeated = expect.objectContaining({ code: 'repeated_field' });
    expect(() => parse('expiry=1&expiry=2')).toThrow(repeated);
    expect(() => parse('expiry=60&expiry=60')).toThrow(repeated);
  });
});
