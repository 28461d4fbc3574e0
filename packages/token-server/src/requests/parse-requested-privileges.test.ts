import { describe, expect, it } from 'vitest';
import { parseRequestedPrivileges } from './parse-requested-privileges.js';

const refused = (code: string, message = ''): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

describe('the privileges of a request', () => {
  it('may be left out', () => {
    expect(parseRequestedPrivileges(undefined, 'rtc')).toBeUndefined();
  });

  it('are each there once, in the order of the service', () => {
    const names = ['publishDataStream', 'joinChannel', 'publishDataStream'];
    expect(parseRequestedPrivileges(names, 'rtc')).toEqual(['joinChannel', 'publishDataStream']);
  });

  it.each([{}, 'joinChannel', null, 1, { length: 1, 0: 'joinChannel' }])(
    'may not be %j',
    (value) => {
      expect(() => parseRequestedPrivileges(value, 'rtc')).toThrow(refused('wrong_field_type'));
    },
  );

  it.each([
    [[]],
    [['login']],
    [['joinChannel', 'fly']],
    [['JoinChannel']],
    [[1]],
    [[['joinChannel']]],
  ])('may not be %j in a channel', (value) => {
    expect(() => parseRequestedPrivileges(value, 'rtc')).toThrow(refused('invalid_privilege'));
  });

  it('are one where a token has only one', () => {
    expect(parseRequestedPrivileges(['app'], 'chat')).toEqual(['app']);
    expect(() => parseRequestedPrivileges(['user', 'app'], 'chat')).toThrow(
      refused('invalid_privilege', 'user, app'),
    );
  });
});
