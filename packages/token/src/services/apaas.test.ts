import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { contentOf } from '../../test/content-of.js';
import { forgeContent, forgeService, u16 } from '../../test/forge-token.js';
import { sampleIssue } from '../../test/sample-options.js';
import { issueToken } from '../issue-token.js';
import { apaasApp, apaasRoomUser, apaasUser, type ApaasGrant } from './apaas.js';
import type { ServiceGrant } from './service-table.js';

const issue = (...services: readonly ServiceGrant[]): string =>
  issueToken(sampleIssue({ services }));
const forgeApaas = (
  privileges: readonly (readonly [number, number])[],
  texts: readonly [room: string, userId: string],
  role: number,
): Buffer => Buffer.concat([forgeService(7, privileges, texts), u16(role)]);

describe('apaasRoomUser', () => {
  it('opens Signaling, Chat by the MD5 of the name, and the room', () => {
    const grants = apaasRoomUser({
      room: 'room-9',
      userId: 'zoë',
      roomRole: 1,
      privilegesExpireInSeconds: 900,
    });
    const chatName = createHash('md5').update('zoë').digest('hex');
    const services = [
      forgeService(2, [[1, 900]], ['zoë']),
      forgeService(5, [[1, 900]], [chatName]),
      forgeApaas([[1, 900]], ['room-9', 'zoë'], 1),
    ];
    expect(contentOf(issue(...grants))).toEqual(forgeContent({ services }));
  });

  it('writes the role in two bytes with a sign, and keeps 0', () => {
    for (const roomRole of [-32_768, -1, 0, 32_767]) {
      const [grant] = apaasRoomUser({ room: 'a', userId: 7, roomRole });
      const services = [forgeApaas([[1, 0]], ['a', '7'], roomRole)];
      expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
    }
  });

  it('hashes a number as its decimal text', () => {
    const [, signaling, chat] = apaasRoomUser({ room: 'a', userId: 42, roomRole: 0 });
    expect(signaling.userId).toBe(42);
    expect(chat.userId).toBe(createHash('md5').update('42').digest('hex'));
  });

  it('leaves it to issueToken to refuse what is none', () => {
    const given = { room: 'a', userId: 'zoe', roomRole: 1 };
    const judge = (changes: object): string =>
      codeOf(() => issue(...apaasRoomUser({ ...given, ...changes })));
    expect(judge({ room: '' })).toBe('invalid_channel');
    expect(judge({ room: undefined })).toBe('invalid_channel');
    expect(judge({ roomRole: 32_768 })).toBe('invalid_role');
    for (const userId of ['', 0, '\ud83d', undefined, null, Object.create(null), Symbol('zoe')]) {
      expect(judge({ userId })).toBe('invalid_user_id');
    }
    expect(codeOf(() => issue(...apaasRoomUser(undefined as never)))).toBe('invalid_channel');
  });
});

describe('apaasUser', () => {
  it('is in no room and has no role', () => {
    const services = [forgeApaas([[2, 60]], ['', 'zoe'], -1)];
    const grant = apaasUser({ userId: 'zoe', privilegesExpireInSeconds: 60 });
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
  });

  it('must be somebody', () => {
    expect(codeOf(() => issue(apaasUser({ userId: '' })))).toBe('invalid_user_id');
    expect(codeOf(() => issue(apaasUser(undefined as never)))).toBe('invalid_user_id');
  });
});

describe('apaasApp', () => {
  it('is nobody, in no room', () => {
    const services = [forgeApaas([[3, 0]], ['', ''], -1)];
    expect(contentOf(issue(apaasApp()))).toEqual(forgeContent({ services }));
    expect(contentOf(issue(apaasApp(null as never)))).toEqual(forgeContent({ services }));
  });
});

describe('an education grant written by hand', () => {
  it('needs a room for the privilege roomUser, and a user for it and for user', () => {
    const grant = (privileges: ApaasGrant['privileges'], more: object): string =>
      codeOf(() => issue({ service: 'apaas', privileges, ...more }));
    expect(grant(['app', 'roomUser'], { userId: 'zoe' })).toBe('invalid_channel');
    expect(grant({ roomUser: 60 }, { room: 'a' })).toBe('invalid_user_id');
    expect(grant(['user'], { room: 'a' })).toBe('invalid_user_id');
    expect(grant(['app'], { room: '' })).toBe('invalid_channel');
    expect(grant(['app'], { roomRole: null })).toBe('invalid_role');
  });
});
