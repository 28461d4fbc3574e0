import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from '../../test/forge-token.js';
import { inspectToken } from '../inspect-token.js';
import { ChatTokenBuilder } from './chat-token-builder.js';

const builder = ChatTokenBuilder;

describe('ChatTokenBuilder', () => {
  it('makes tokens for a user and for the app', () => {
    const life = { expiresInSeconds: 60 };
    expect(
      inspectToken(builder.buildUserToken(APP_ID, CERTIFICATE, 'zoe', 60)).services,
    ).toMatchObject([{ service: 'chat', userId: 'zoe', privileges: { user: life } }]);
    expect(inspectToken(builder.buildAppToken(APP_ID, CERTIFICATE, 60)).services).toMatchObject([
      { service: 'chat', userId: '', privileges: { app: life } },
    ]);
  });

  it('throws for a user that is a number, and returns an empty text for a project that is none', () => {
    expect(() => builder.buildUserToken(APP_ID, CERTIFICATE, 7, 60)).toThrow(TypeError);
    expect(builder.buildUserToken('', CERTIFICATE, 7, 60)).toBe('');
    expect(builder.buildAppToken(APP_ID, '', 60)).toBe('');
  });
});
