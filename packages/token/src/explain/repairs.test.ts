import { describe, expect, it } from 'vitest';
import { forgeToken } from '../../test/forge-token.js';
import { INNER_REPAIRS, OUTER_REPAIRS } from './repairs.js';

const TOKEN = forgeToken({});
const ALL = [...OUTER_REPAIRS, ...INNER_REPAIRS.flat()];

/** What the repairs of a kind make of a text. */
const apply = (kind: string, text: string): unknown =>
  ALL.filter((repair) => repair.kind === kind).map((repair) => repair.apply(text))[0];

describe('a repair', () => {
  it.each(ALL)('leaves a token alone: $kind', (repair) => {
    expect([undefined, TOKEN]).toContain(repair.apply(TOKEN));
  });

  it.each([
    ['json_answer', '{"code":0,"data":{"list":[1,null,{"t":"007abc"}]}}', '007abc'],
    ['json_answer', '{"a":{"b":{"c":{"d":{"e":"007abc"}}}}}', undefined],
    ['json_answer', '{"token":"006abc"}', undefined],
    ['json_answer', '{"token":"007a', undefined],
    ['url_pasted', 'https://example.com/?a=1&rtcToken=007abc&b=2', '007abc'],
    ['url_pasted', 'token=007abc&uid=7', '007abc'],
    ['url_pasted', 'token=007abc', undefined],
    ['url_encoded', '007%2Ba%252Fb%3d', '007+a/b='],
    ['surrounding_spaces', '\ufeff 007a\u200b\n', '007a'],
    ['header_prefix', 'authorization: Bearer 007a', '007a'],
    ['header_prefix', 'x-agora-token: 007a', '007a'],
    ['header_prefix', 'rtc_token=eJa', 'eJa'],
    ['header_prefix', '"007a', undefined],
    ['quoted', '`007a`,', '007a'],
    ['space_for_plus', '007a b', '007a+b'],
    ['escaped', String.raw`007a\/b\u002Bc\n`, '007a/b+c'],
    ['version_missing', 'eJx', '007eJx'],
    ['url_alphabet', '007a-_', '007a+/'],
    ['padding_lost', '007ab', '007ab=='],
    ['padding_lost', '007abc==', '007abc='],
    ['padding_lost', '007abcde', undefined],
    ['text_around', `see ${TOKEN}, ok`, TOKEN],
  ])('of kind %s makes of %j: %j', (kind, text, expected) => {
    expect(apply(kind, text)).toBe(expected);
  });
});
