import { describe, expect, it } from 'vitest';
import { CoverageInsufficientError, type RestAuthError } from '../../errors.js';
import { HeaderIndex } from '../../headers/header-index.js';
import type { HeaderPairs } from '../../request.js';
import { checkArrival, checkCoverage } from './check-coverage.js';

function missing(names: readonly string[], hasBody = false): readonly string[] {
  try {
    checkCoverage(new Set(names), hasBody);
    return [];
  } catch (error) {
    return error instanceof CoverageInsufficientError ? error.missing : ['another error'];
  }
}

describe('checkCoverage', () => {
  it.each<[readonly string[], boolean, readonly string[]]>([
    [['host', 'date', 'request-line'], false, []],
    [['host', 'x-date', 'request-line'], false, []],
    [['host', 'date', '@request-target'], false, []],
    [['host', 'date', 'request-line', 'digest'], true, []],
    [['host', 'date', 'request-line'], true, ['digest']],
    [['date', 'request-line'], false, ['host']],
    [['host', 'request-line'], false, ['date']],
    [['host', 'date'], false, ['request-line']],
    [[], true, ['host', 'date', 'request-line', 'digest']],
  ])('of %o, with a body: %o, misses %o', (names, hasBody, wanted) => {
    expect(missing(names, hasBody)).toEqual(wanted);
  });
});

function arrival(names: readonly string[], fields: HeaderPairs): string {
  try {
    checkArrival(new Set(names), new HeaderIndex(fields));
    return 'fine';
  } catch (error) {
    return (error as RestAuthError).code;
  }
}

describe('checkArrival', () => {
  it.each<[string, readonly string[], HeaderPairs]>([
    [
      'fine',
      ['host', 'x-tag', 'request-line', '@request-target'],
      [
        ['Host', 'a'],
        ['X-Tag', ''],
      ],
    ],
    ['signed_header_missing', ['host'], []],
    ['signed_header_missing', ['x-tag'], [['X_Tag', 'a']]],
    [
      'signed_header_repeated',
      ['x-tag'],
      [
        ['X-Tag', 'a'],
        ['x-tag', 'a'],
      ],
    ],
    [
      'fine',
      ['host'],
      [
        ['Host', 'a'],
        ['X-Tag', 'a'],
        ['X-Tag', 'b'],
      ],
    ],
    ['date_missing', ['date'], [['X-Date', 'a']]],
    ['date_missing', ['x-date'], [['Date', 'a']]],
    ['headers_list_invalid', [], [['Request-Line', '']]],
  ])('says %s for %o in %o', (code, names, fields) => {
    expect(arrival(names, fields)).toBe(code);
  });
});
