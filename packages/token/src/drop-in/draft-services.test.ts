import { describe, expect, it } from 'vitest';
import { md5Hex } from '../md5/md5.js';
import {
  draftChatApp,
  draftChatUser,
  draftConvoai,
  draftEducationApp,
  draftEducationUser,
  draftFpa,
  draftRoom,
  draftRoomChat,
  draftRtc,
  draftRtm,
  draftRtm2,
  draftStt,
} from './draft-services.js';
import { Rtm2Permissions } from './rtm2-permissions.js';

/** Callers without types give anything. */
const any = (value: unknown): string => value as string;
const fieldsOf = ({ toFields }: ReturnType<typeof draftFpa>): readonly unknown[] => toFields();

describe('the user', () => {
  it('of RTC is any text, and only the number 0 is nobody in particular', () => {
    const users = ['zoë', '0', '', 7, 0, -0, -1, 1.5, any(undefined), any(null), any(false)];
    const names = users.map((user) => fieldsOf(draftRtc('a', user, { join: 0 }))[1]);
    expect(names).toEqual(['zoë', '0', '', '7', '', '', '-1', '1.5', 'undefined', 'null', 'false']);
  });

  it('of Signaling, Chat and education is a text, or what counts as false', () => {
    for (const draft of [
      (user: string | number) => fieldsOf(draftRtm(user, 0))[0],
      (user: string | number) => fieldsOf(draftChatUser(user, 0))[0],
      (user: string | number) => fieldsOf(draftEducationUser(user, 0))[1],
      (user: string | number) => fieldsOf(draftRoom('a', user, 1))[1],
    ]) {
      expect(draft('zoë')).toBe('zoë');
      for (const nobody of ['', 0, any(undefined), any(null), any(false)]) {
        expect(draft(nobody)).toBe('');
      }
      expect(() => draft(7)).toThrow(TypeError);
    }
  });

  it('of Signaling with permissions may be a number', () => {
    const users = ['zoë', 7, 0, '0', any(undefined), null, any(false)];
    const names = users.map((user) => fieldsOf(draftRtm2(user, undefined, 0))[0]);
    expect(names).toEqual(['zoë', '7', '', '0', '', '', 'false']);
  });

  it('of a room is in Chat under its MD5', () => {
    const nameOf = (user: unknown): unknown => fieldsOf(draftRoomChat(any(user), 0))[0];
    expect(nameOf('zoe')).toBe(md5Hex('zoe'));
    expect(nameOf(Buffer.from('zoë'))).toBe(md5Hex('zoë'));
    // Hashed as the bytes 0 and 7, not as digits.
    expect(nameOf(0)).toBe(md5Hex('\0'));
    expect(nameOf(70)).toBe(md5Hex('\u0007\0'));
    expect(nameOf(false)).toBe(md5Hex('\0'.repeat('false'.length)));
  });

  it('of a room must be there, and be well-formed', () => {
    for (const nobody of [undefined, null]) {
      const code = 'ERR_INVALID_ARG_VALUE';
      expect(() => draftRoomChat(any(nobody), 0)).toThrow(expect.objectContaining({ code }));
    }
    expect(() => draftRoomChat('\ud800', 0)).toThrow(URIError);
  });
});

describe('the privileges', () => {
  it('of RTC are one for those who join, and four for publishers', () => {
    expect(draftRtc('a', 1, { join: 5 }).privileges).toEqual([[1, 5]]);
    const { type, privileges } = draftRtc('a', 1, { join: 5, publish: [6, 7, 8] });
    expect({ type, privileges }).toEqual({
      type: 1,
      privileges: [
        [1, 5],
        [2, 6],
        [3, 7],
        [4, 8],
      ],
    });
  });

  it('of the other services are one or none', () => {
    const drafts = [
      draftRtm('a', 9),
      draftFpa(),
      draftChatUser('a', 9),
      draftChatApp(9),
      draftRoom('a', 'b', 1),
      draftEducationUser('a', 9),
      draftEducationApp(9),
      draftRtm2('a', null, 9),
      draftConvoai(),
      draftStt(),
    ];
    expect(drafts.map(({ type, privileges }) => [type, ...privileges.flat()])).toEqual([
      [2, 1, 9],
      [4, 1, 0],
      [5, 1, 9],
      [5, 2, 9],
      [7],
      [7, 2, 9],
      [7, 3, 9],
      [8, 1, 9],
      [9],
      [10],
    ]);
  });
});

describe('the fields', () => {
  it('of tokens for the app are empty, and of plain services there are none', () => {
    expect(fieldsOf(draftChatApp(1))).toEqual(['']);
    expect(fieldsOf(draftEducationApp(1))).toEqual(['', '', -1]);
    expect(fieldsOf(draftEducationUser('a', 1))).toEqual(['', 'a', -1]);
    for (const draft of [draftFpa(), draftConvoai(), draftStt()])
      expect(fieldsOf(draft)).toEqual([]);
  });

  it('of a room hold its role, and -1 for 0', () => {
    const roleOf = (role: unknown): unknown => fieldsOf(draftRoom('a', 'b', role as number))[2];
    expect([1, -5, 0, undefined, '3', 2.9].map(roleOf)).toEqual([1, -5, -1, -1, 3, 2]);
    expect(() => roleOf(0x8000)).toThrow(RangeError);
    expect(fieldsOf(draftRoom(any(undefined), 'b', 1))[0]).toBe('');
  });

  it('of Signaling with permissions hold them', () => {
    const permissions = new Rtm2Permissions();
    permissions.add(4, 1, ['zoe']);
    expect(fieldsOf(draftRtm2('a', permissions, 0))[1]).toEqual({ 4: { 1: ['zoe'] } });
    expect(fieldsOf(draftRtm2('a', undefined, 0))[1]).toEqual({});
  });

  it('are looked at only when the token is packed', () => {
    const draft = draftRtc(any(undefined), 1, { join: 0 });
    expect(() => fieldsOf(draft)).toThrow(TypeError);
  });
});
