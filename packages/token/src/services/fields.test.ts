import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { CHANNEL, PERMISSIONS, ROOM, ROOM_ROLE, USER, USER_ID } from './fields.js';

describe('CHANNEL', () => {
  it('takes a channel that can be joined, and no wildcard', () => {
    expect(CHANNEL.parseGrant({ channel: 'stage-1' })).toBe('stage-1');
    for (const channel of [undefined, '', '*', 7]) {
      expect(codeOf(() => CHANNEL.parseGrant({ channel }))).toBe('invalid_channel');
    }
  });

  it('is wanted where it is given', () => {
    expect(CHANNEL.parseWanted({ channel: 'stage-1' })).toBe('stage-1');
    expect(CHANNEL.parseWanted({})).toBeUndefined();
    for (const channel of ['', '*', null]) {
      expect(codeOf(() => CHANNEL.parseWanted({ channel }))).toBe('invalid_channel');
    }
  });
});

describe('USER', () => {
  it('takes a uid or an account, which become one text', () => {
    expect(USER.parseGrant({ uid: 7 })).toBe('7');
    expect(USER.parseGrant({ account: '7' })).toBe('7');
    expect(USER.parseGrant({ uid: 0 })).toBe('');
    expect(codeOf(() => USER.parseGrant({}))).toBe('invalid_uid');
    expect(codeOf(() => USER.parseGrant({ account: '' }))).toBe('invalid_account');
  });

  it('is wanted where one of the two is given, and never as any user', () => {
    expect(USER.parseWanted({ uid: 7 })).toBe('7');
    expect(USER.parseWanted({ account: 'zoe' })).toBe('zoe');
    expect(USER.parseWanted({})).toBeUndefined();
    expect(codeOf(() => USER.parseWanted({ uid: 0 }))).toBe('invalid_uid');
    expect(codeOf(() => USER.parseWanted({ uid: null }))).toBe('invalid_uid');
    expect(codeOf(() => USER.parseWanted({ uid: 7, account: '7' }))).toBe('invalid_uid');
  });
});

describe('USER_ID', () => {
  it('takes a text, or an integer above 0 in decimal', () => {
    for (const parse of ['parseGrant', 'parseWanted'] as const) {
      expect(USER_ID[parse]({ userId: 'zoë' })).toBe('zoë');
      expect(USER_ID[parse]({ userId: 4_294_967_295 })).toBe('4294967295');
      expect(USER_ID[parse]({ userId: 'é'.repeat(32) })).toBe('é'.repeat(32));
      for (const userId of ['', 'x'.repeat(65), `${'é'.repeat(32)}x`, 0, -1, 1.5, null, {}]) {
        expect(codeOf(() => USER_ID[parse]({ userId }))).toBe('invalid_user_id');
      }
    }
  });

  it('must be in a grant, and need not be wanted', () => {
    expect(codeOf(() => USER_ID.parseGrant({}))).toBe('invalid_user_id');
    expect(USER_ID.parseWanted({})).toBeUndefined();
  });
});

describe('ROOM', () => {
  it('is named like a channel', () => {
    expect(ROOM.parseGrant({ room: 'room-9' })).toBe('room-9');
    expect(ROOM.parseWanted({ room: 'room-9' })).toBe('room-9');
    expect(ROOM.parseWanted({})).toBeUndefined();
    for (const room of ['', '*', 'x'.repeat(64), 9]) {
      expect(codeOf(() => ROOM.parseGrant({ room }))).toBe('invalid_channel');
      expect(codeOf(() => ROOM.parseWanted({ room }))).toBe('invalid_channel');
    }
  });
});

describe('ROOM_ROLE', () => {
  it('is any number of 16 bits with a sign, also 0', () => {
    for (const roomRole of [-32_768, -1, 0, 1, 32_767]) {
      expect(ROOM_ROLE.parseGrant({ roomRole })).toBe(roomRole);
    }
    for (const roomRole of [-32_769, 32_768, 1.5, Number.NaN, '1', null, undefined]) {
      expect(codeOf(() => ROOM_ROLE.parseGrant({ roomRole }))).toBe('invalid_role');
    }
  });

  it('is never wanted', () => {
    expect(ROOM_ROLE.parseWanted({ roomRole: 1 })).toBeUndefined();
  });
});

describe('PERMISSIONS', () => {
  it('are those of a grant, and never wanted', () => {
    const permissions = { users: { read: ['zoe'] } };
    expect(PERMISSIONS.parseGrant({ permissions })).toEqual(permissions);
    expect(PERMISSIONS.parseWanted({ permissions })).toBeUndefined();
    expect(codeOf(() => PERMISSIONS.parseGrant({ permissions: [] }))).toBe('invalid_permissions');
  });
});
