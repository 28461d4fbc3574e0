import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from '../../test/forge-token.js';
import { inspectToken } from '../inspect-token.js';
import { md5Hex } from '../md5/md5.js';
import * as builder from './classroom-tokens.js';

describe('the tokens of a classroom', () => {
  const life = { expiresInSeconds: 60 };

  it('makes tokens for a user in a room, without the privilege of the room', () => {
    const token = builder.buildRoomUserToken(APP_ID, CERTIFICATE, 'math', 'zoe', 0, 60);
    const [rtm, chat, room] = inspectToken(token).services;
    expect(rtm).toMatchObject({ service: 'rtm', userId: 'zoe', privileges: { login: life } });
    expect(chat).toMatchObject({
      service: 'chat',
      userId: md5Hex('zoe'),
      privileges: { user: life },
    });
    expect(room).toEqual({
      service: 'apaas',
      room: 'math',
      userId: 'zoe',
      roomRole: -1,
      privileges: {},
    });
  });

  it('makes tokens for a user in no room, and for the app', () => {
    const nowhere = { service: 'apaas', room: '', roomRole: -1 };
    expect(
      inspectToken(builder.buildUserToken(APP_ID, CERTIFICATE, 'zoe', 60)).services,
    ).toMatchObject([{ ...nowhere, userId: 'zoe', privileges: { user: life } }]);
    expect(inspectToken(builder.buildAppToken(APP_ID, CERTIFICATE, 60)).services).toMatchObject([
      { ...nowhere, userId: '', privileges: { app: life } },
    ]);
  });

  it('returns an empty text for a project that is none, unless there is no user to hash', () => {
    const build = (user: unknown): string =>
      builder.buildRoomUserToken('', CERTIFICATE, 'math', user as string, 1, 60);
    expect(build(7)).toBe('');
    expect(() => build(undefined)).toThrow('the user of a room must be a string');
    expect(builder.buildUserToken(APP_ID, '', 'zoe', 60)).toBe('');
    expect(builder.buildAppToken(APP_ID, '', 60)).toBe('');
  });
});
