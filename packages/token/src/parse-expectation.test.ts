import { describe, expect, it } from 'vitest';
import { catchTokenError, codeOf } from '../test/catch-token-error.js';
import { parseExpectation } from './parse-expectation.js';
import type { RtcPrivilege } from './services/rtc.js';
import { findServiceByName } from './services/service-table.js';

describe('parseExpectation', () => {
  it('wants nothing of a service but that it is there, if nothing else is given', () => {
    expect(parseExpectation({ service: 'rtc' })).toEqual({
      row: findServiceByName('rtc'),
      privileges: [],
      fields: [undefined, undefined],
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
    expect(expectation.fields).toEqual(['stage-1', '7']);
    expect(expectation.privileges).toEqual(['joinChannel', 'publishDataStream']);
    expect(expectation.allowWildcard).toEqual({ channel: true, uid: true });
  });

  it('reads what a class or a prototype says, too', () => {
    class Wanted {
      readonly service = 'rtc';
      get channel(): string {
        return 'stage-1';
      }
    }
    expect(parseExpectation(new Wanted()).fields).toEqual(['stage-1', undefined]);
    const inherited = Object.create({
      service: 'rtc',
      uid: 7,
      privileges: ['joinChannel'],
    }) as never;
    expect(parseExpectation(inherited)).toMatchObject({
      fields: [undefined, '7'],
      privileges: ['joinChannel'],
    });
  });

  it.each([
    [{ service: 'rtc', chanel: 'a' }, 'chanel'],
    [{ service: 'rtc', privilege: ['joinChannel'] }, 'privilege'],
    [{ service: 'rtc', userId: 'zoe' }, 'userId'],
    [{ service: 'rtm', uid: 7 }, 'uid'],
    [{ service: 'rtm', account: 'zoe' }, 'account'],
    [{ service: 'rtm', userId: 'zoe', allowWildcardUid: true }, 'allowWildcardUid'],
    [{ service: 'chat', room: 'a' }, 'room'],
    [{ service: 'apaas', room: 'a', roomRole: 1 }, 'roomRole'],
    [{ service: 'fpa', channel: 'a' }, 'channel'],
  ])('refuses %j, because %s would not be checked', (wanted, name) => {
    const error = catchTokenError(() => parseExpectation(wanted as never));
    expect(error.code).toBe('invalid_option');
    expect(error.message).toContain(`"${name}"`);
  });

  it('keeps what was checked, whatever becomes of the list', () => {
    const privileges: RtcPrivilege[] = ['publishDataStream'];
    const expectation = parseExpectation({ service: 'rtc', privileges });
    privileges.pop();
    expect(expectation.privileges).toEqual(['publishDataStream']);
  });

  it.each(['allowWildcardChannel', 'allowWildcardUid'])('refuses %s that is no boolean', (name) => {
    for (const value of ['yes', 1, null]) {
      expect(codeOf(() => parseExpectation({ service: 'rtc', [name]: value }))).toBe(
        'invalid_option',
      );
    }
  });

  it.each([
    [null, 'invalid_option'],
    ['rtc', 'invalid_option'],
    [{ service: 'signaling' }, 'invalid_option'],
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
