import { describe, expect, it } from 'vitest';
import type { RestAuthError } from '../../errors.js';
import { PROFILES, type Profile } from '../../profile.js';
import { parseHmacParameters } from './parse-hmac-parameters.js';

const ALGORITHM = 'algorithm="hmac-sha256"';
const PARTS = ['username="u"', ALGORITHM, 'headers="Host date"', 'signature="AA=="'];
const TEXT = PARTS.join(', ');

function refuse(text: string, profile: Profile = PROFILES.strict): RestAuthError {
  try {
    parseHmacParameters(text, profile);
  } catch (error) {
    return error as RestAuthError;
  }
  throw new Error(`read ${text}`);
}

describe('parseHmacParameters', () => {
  it('reads the four', () => {
    expect(parseHmacParameters(TEXT, PROFILES.strict)).toEqual({
      username: 'u',
      algorithm: 'hmac-sha256',
      names: ['Host', 'date'],
      covered: new Set(['host', 'date']),
      signature: 'AA==',
    });
  });

  it('begins behind the blanks at the start, and ends at the end', () => {
    const wanted = parseHmacParameters(TEXT, PROFILES.strict);
    expect(parseHmacParameters(`hmac ${TEXT}`, PROFILES.strict, 4)).toEqual(wanted);
    expect(parseHmacParameters(`hmac \t  ${TEXT}`, PROFILES.strict, 4)).toEqual(wanted);
    expect(refuse(`${TEXT} `).message).toMatch(`at character ${TEXT.length + 1} `);
  });

  it.each([
    ['', 1],
    ['"', 1],
    ['username', 1],
    ['username=', 1],
    ['username="', 11],
    ['username="u', 11],
    ['username=""', 11],
    ['username="a\\"', 11],
    ['username="u",', 14],
    ['username="u" algorithm', 13],
    ['username="u";', 13],
    ['username="u",username="u"', 14],
    ['user="u"', 1],
    ['username ="u"', 1],
    ['usernameX', 1],
    [',username="u"', 1],
    ['username="u"\u00a0, ', 13],
  ])('says where %o stops being a credential', (text, at) => {
    expect(refuse(text)).toMatchObject({ code: 'authorization_malformed' });
    expect(refuse(text).message).toMatch(`at character ${at} `);
  });

  it('tells a name that there is not from what is no name', () => {
    expect(refuse('user="u"').message).toMatch('none of username, algorithm');
    for (const name of ['1a', 'a1', 'a b', '']) {
      expect(refuse(`${name}="u"`).message).toMatch('there is no name="value"');
    }
  });

  it('says which parameter is missing', () => {
    for (const [i, name] of ['username', 'algorithm', 'headers', 'signature'].entries()) {
      expect(refuse(PARTS.toSpliced(i, 1).join()).message).toMatch(`${name}="..." is missing`);
    }
  });

  it('does not repeat what stands where a name should', () => {
    expect(refuse('marked="u"').message).not.toMatch('marked');
    expect(refuse('ma-rked="u"').message).not.toMatch('rked');
  });

  it('looks at the algorithm before the names', () => {
    const text = TEXT.replace('sha256', 'sha512').replace('Host date', 'host  host');
    expect(refuse(text)).toMatchObject({ code: 'algorithm_not_allowed' });
    expect(refuse(text, PROFILES.agora)).toMatchObject({ code: 'headers_list_invalid' });
  });

  it.each([
    '',
    ' ',
    'host host',
    'host HOST',
    'host  date',
    ' host',
    'host ',
    'host,date',
    'a\tb',
    'caf\u00e9',
    '@method',
    'authorization',
    'Authorization',
  ])('refuses the list %o', (list) => {
    const code = list === '' ? 'authorization_malformed' : 'headers_list_invalid';
    expect(refuse(TEXT.replace('Host date', list))).toMatchObject({ code });
  });

  it('takes as many names as the profile says', () => {
    const listOf = (length: number): string => Array.from({ length }, (_, i) => `x-${i}`).join(' ');
    const profile = { ...PROFILES.strict, maxSignedNames: 3 };
    const three = TEXT.replace('Host date', listOf(3));
    expect(parseHmacParameters(three, profile).names).toHaveLength(3);
    expect(refuse(TEXT.replace('Host date', listOf(4)), profile).message).toMatch('more than 3');
  });

  it('takes @request-target in agora alone', () => {
    const text = TEXT.replace('date', '@Request-Target');
    expect(parseHmacParameters(text, PROFILES.agora).names).toContain('@Request-Target');
    expect(refuse(text)).toMatchObject({ code: 'headers_list_invalid' });
  });
});
