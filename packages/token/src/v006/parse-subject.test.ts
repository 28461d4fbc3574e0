import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { parseParticularUser, parseUser } from '../parse-user.js';
import { parseSubject } from './parse-subject.js';
import { RTC_006, RTM_006 } from './service-table.js';

const codeFor = (given: object): string => codeOf(() => parseSubject(given, parseUser));

describe('parseSubject', () => {
  it('takes a user in a channel', () => {
    const subject = { service: RTC_006, channel: 'stage-1' };
    const parse = (user: object): unknown =>
      parseSubject({ channel: 'stage-1', ...user }, parseUser);
    expect(parse({ uid: 7 })).toEqual({ ...subject, uid: '7' });
    expect(parse({ uid: 0 })).toEqual({ ...subject, uid: '' });
    expect(parse({ account: 'zoë' })).toEqual({ ...subject, uid: 'zoë' });
  });

  it('takes a user of Signaling, whose name stands where the channel would', () => {
    const subject = { service: RTM_006, uid: '' };
    expect(parseSubject({ userId: 'zoë' }, parseUser)).toEqual({ ...subject, channel: 'zoë' });
    expect(parseSubject({ userId: 7 }, parseUser)).toEqual({ ...subject, channel: '7' });
  });

  it('goes by the rule for users that it is given', () => {
    const given = { channel: 'stage-1', uid: 0 };
    expect(codeOf(() => parseSubject(given, parseParticularUser))).toBe('invalid_uid');
  });

  it.each([
    [{}, 'invalid_channel'],
    [{ channel: 'a/b', uid: 7 }, 'invalid_channel'],
    [{ channel: 'a' }, 'invalid_uid'],
    [{ channel: 'a', uid: '7' }, 'invalid_uid'],
    [{ channel: 'a', uid: 7, account: '7' }, 'invalid_uid'],
    [{ channel: 'a', account: '' }, 'invalid_account'],
    [{ userId: '' }, 'invalid_user_id'],
    [{ userId: 0 }, 'invalid_user_id'],
    [{ userId: 'zoe', channel: 'a' }, 'invalid_user_id'],
    [{ userId: 'zoe', uid: 7 }, 'invalid_user_id'],
    [{ userId: 'zoe', account: 'zoe' }, 'invalid_user_id'],
  ])('refuses %j with %s', (given, code) => {
    expect(codeFor(given)).toBe(code);
  });

  it('refuses the character with which a name could hold privileges', () => {
    expect(codeFor({ channel: 'a', account: 'zoe\0' })).toBe('invalid_account');
    expect(codeFor({ userId: '\0zoe' })).toBe('invalid_user_id');
  });
});
