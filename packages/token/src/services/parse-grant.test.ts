import { describe, expect, it } from 'vitest';
import { catchTokenError, codeOf } from '../../test/catch-token-error.js';
import { parseGrant } from './parse-grant.js';

const parse = (grant: unknown): unknown => parseGrant(grant as never, false);
const GRANT = { service: 'rtc', channel: 'a', uid: 7, role: 'subscriber' };

describe('parseGrant', () => {
  it('gives the number of the service, its privileges and its fields as they go to the wire', () => {
    const wanted = { type: 1, privileges: [{ id: 1, expiresInSeconds: 0 }], fields: ['a', '7'] };
    expect(parse(GRANT)).toEqual(wanted);
    expect(parse({ ...GRANT, uid: undefined, account: '7' })).toEqual(wanted);
    expect(parse(Object.create(GRANT))).toEqual(wanted);
  });

  it('fills in fields that no privilege of the grant needs, and no others', () => {
    expect(parse({ service: 'apaas', privileges: ['app'] })).toMatchObject({
      fields: ['', '', -1],
    });
    expect(codeOf(() => parse({ service: 'apaas', privileges: ['user'] }))).toBe('invalid_user_id');
    const roomUser = { service: 'apaas', privileges: ['roomUser'], userId: 'zoe' };
    expect(codeOf(() => parse(roomUser))).toBe('invalid_channel');
  });

  it.each(['privilegeExpiresInSeconds', 'privilegesExpireInSecond', 'Role', 'userId', 'toString'])(
    'refuses %s, which would be passed over',
    (name) => {
      const error = catchTokenError(() => parse({ ...GRANT, [name]: 60 }));
      expect(error.code).toBe('invalid_option');
      expect(error.message).toContain(`"${name}"`);
    },
  );

  it.each([null, undefined, 'rtc', {}, { service: 'signaling' }, { service: 1 }])(
    'refuses %j for a grant',
    (grant) => {
      expect(codeOf(() => parse(grant))).toBe('invalid_services');
    },
  );
});
