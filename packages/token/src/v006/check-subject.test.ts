import { describe, expect, it } from 'vitest';
import { catchTokenError } from '../../test/catch-token-error.js';
import { forgeToken006, type ForgedToken006 } from '../../test/forge-token-006.js';
import { checkSubject } from './check-subject.js';
import { decodeToken } from './decode.js';
import { RTC_006, RTM_006 } from './service-table.js';

const USER_7 = { service: RTC_006, channel: 'stage-1', uid: '7' };
const ZOE = { service: RTM_006, channel: 'zoe', uid: '' };
/** An account with the checksum that the empty text has. */
const COLLIDING = 'user3785rqvh';

const check = (token: ForgedToken006, wanted = USER_7, allowAny = false): readonly string[] =>
  checkSubject(decodeToken(forgeToken006(token)).claims, wanted, allowAny);
const refuse = (token: ForgedToken006, wanted = USER_7, allowAny = false): string => {
  const { code, message } = catchTokenError(() => check(token, wanted, allowAny));
  return `${code}: ${message}`;
};

describe('checkSubject', () => {
  it('takes the wanted user of the wanted channel', () => {
    expect(check({})).toEqual(['7']);
    expect(check({ channel: 'zoe', uid: '' }, ZOE)).toEqual(['']);
  });

  it('takes any user only where that is allowed', () => {
    expect(refuse({ uid: '' })).toMatch(/^wildcard_uid/);
    expect(check({ uid: '' }, USER_7, true)).toEqual(['']);
    expect(check({}, USER_7, true)).toEqual(['7']);
  });

  it('leaves both open where a user has the checksum of any user', () => {
    const wanted = { ...USER_7, uid: COLLIDING };
    expect(check({ uid: '' }, wanted)).toEqual([COLLIDING]);
    expect(check({ uid: COLLIDING }, wanted, true)).toEqual([COLLIDING, '']);
  });

  it('refuses another channel or user, and shows the checksum in the place of the name', () => {
    expect(refuse({ channel: 'stage-2', crcChannel: 0xab })).toMatch(
      /^wrong_channel: .*000000ab.*"stage-1"/,
    );
    expect(refuse({ uid: '8', crcUid: 0xab })).toMatch(/^wrong_uid: .*000000ab.*"7"/);
    expect(refuse({ uid: '8' }, USER_7, true)).toMatch(/^wrong_uid/);
  });

  it('refuses another user of Signaling, and a token for the channel of that name', () => {
    expect(refuse({ channel: 'max', uid: '' }, ZOE)).toMatch(/^wrong_uid: .*"zoe"/);
    expect(refuse({ channel: 'zoe', uid: '7' }, ZOE)).toMatch(/^wrong_uid: .*"zoe"/);
  });

  it('looks at the channel first', () => {
    expect(refuse({ channel: 'x', uid: '' })).toMatch(/^wrong_channel/);
  });
});
