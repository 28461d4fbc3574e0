import { describe, expect, it } from 'vitest';
import { codeOf } from '../test/catch-token-error.js';
import { parseExpectation } from './parse-expectation.js';
import { RTC_ROW, type RtcPrivilege } from './services/rtc.js';

describe('parseExpectation', () => {
  it('wants nothing of a service but that it is there, if nothing else is given', () => {
    expect(parseExpectation({ service: 'rtc' })).toEqual({
      row: RTC_ROW,
      privileges: [],
      fields: { channel: undefined, uid: undefined },
      allowWildcard: { channel: false, uid: false },
    });
  });

  it('wants all that is given, as the token would carry it', () => {
    const expectation = parseExpectation({
      service: 'rtc',
      channel: 'stage-1',
      uid: 7,
      privileges: ['joinChannel', 'publishDataStream'],
      allowWildcardChannel: true,
      allowWildcardUid: true,
    });
    expect(expectation.fields).toEqual({ channel: 'stage-1', uid: '7' });
    expect(expectation.privileges).toEqual(['joinChannel', 'publishDataStream']);
    expect(expectation.allowWildcard).toEqual({ channel: true, uid: true });
  });

  it('keeps what was checked, whatever becomes of the list', () => {
    const privileges: RtcPrivilege[] = ['publishDataStream'];
    const expectation = parseExpectation({ service: 'rtc', privileges });
    privileges.pop();
    expect(expectation.privileges).toEqual(['publishDataStream']);
  });

  it('allows a wildcard only where the option is true itself', () => {
    const expectation = parseExpectation({
      service: 'rtc',
      allowWildcardChannel: 'yes' as never,
      allowWildcardUid: 1 as never,
    });
    expect(expectation.allowWildcard).toEqual({ channel: false, uid: false });
  });

  it.each([
    [null, 'invalid_option'],
    ['rtc', 'invalid_option'],
    [{ service: 'rtm' }, 'invalid_option'],
    [{ service: '' }, 'invalid_option'],
    [{}, 'invalid_option'],
    [{ service: 'toString' }, 'invalid_option'],
    [{ service: 'rtc', channel: '' }, 'invalid_channel'],
    [{ service: 'rtc', channel: '*' }, 'invalid_channel'],
    [{ service: 'rtc', channel: null }, 'invalid_channel'],
    [{ service: 'rtc', uid: 0 }, 'invalid_uid'],
    [{ service: 'rtc', uid: '7' }, 'invalid_uid'],
    [{ service: 'rtc', uid: null }, 'invalid_uid'],
    [{ service: 'rtc', uid: 7, account: 'zoë' }, 'invalid_uid'],
    [{ service: 'rtc', account: '' }, 'invalid_account'],
    [{ service: 'rtc', account: null }, 'invalid_account'],
    [{ service: 'rtc', privileges: ['login'] }, 'invalid_privilege'],
    [{ service: 'rtc', privileges: ['joinChannel', '1'] }, 'invalid_privilege'],
    [{ service: 'rtc', privileges: ['toString'] }, 'invalid_privilege'],
    [{ service: 'rtc', privileges: 'joinChannel' }, 'invalid_privilege'],
    [{ service: 'rtc', privileges: '' }, 'invalid_privilege'],
    [{ service: 'rtc', privileges: null }, 'invalid_privilege'],
    [{ service: 'rtc', privileges: {} }, 'invalid_privilege'],
    [{ service: 'rtc', privileges: ['joinChannel'].values() }, 'invalid_privilege'],
    [{ service: 'rtc', privileges: Array.from({ length: 1 }) }, 'invalid_privilege'],
  ])('refuses %j with %s', (expectation, code) => {
    expect(codeOf(() => parseExpectation(expectation as never))).toBe(code);
  });
});
