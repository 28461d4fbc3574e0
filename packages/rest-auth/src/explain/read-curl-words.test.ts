import { describe, expect, it } from 'vitest';
import { readCurlWords } from './read-curl-words.js';

describe('readCurlWords', () => {
  it.each([
    ['-XPOST', [['method', 'POST']]],
    ['-X POST', [['method', 'POST']]],
    ['--request POST', [['method', 'POST']]],
    ['--request=POST', [['method', 'POST']]],
    [
      '-sSX POST',
      [
        ['ignored', ''],
        ['ignored', ''],
        ['method', 'POST'],
      ],
    ],
    [
      '-sXPOST a',
      [
        ['ignored', ''],
        ['method', 'POST'],
        ['url', 'a'],
      ],
    ],
    ['-X', [['method', '']]],
    [
      'a -o b c',
      [
        ['url', 'a'],
        ['ignored', 'b'],
        ['url', 'c'],
      ],
    ],
    ['a --next b', [['url', 'a']]],
    ['-', [['url', '-']]],
    ['', []],
  ])('reads %j', (words, settings) => {
    const read = readCurlWords(words.split(' ').filter((word) => word !== ''));
    expect(read.map(({ effect, value }) => [effect, value])).toEqual(settings);
  });
});
