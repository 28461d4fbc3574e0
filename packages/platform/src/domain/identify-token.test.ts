import { deflateSync, inflateSync } from 'node:zlib';
import { inspectToken } from '@stagedoor/token';
import { inspectToken006, issueToken006 } from '@stagedoor/token/006';
import { describe, expect, it } from 'vitest';
import { NOW } from '../../test/test-platform.js';
import { issueTestToken, PRIMARY, PROJECT } from '../../test/test-project.js';
import { identifyToken, identifyToken006, type TokenIdentity } from './identify-token.js';

const identify = (token: string): TokenIdentity => identifyToken(token, inspectToken(token));
const identify006 = (token: string): TokenIdentity =>
  identifyToken006(token, inspectToken006(token));

describe('identifyToken', () => {
  const token = issueTestToken({ salt: 1 });

  it('is the same for every text of one token', () => {
    const content = inflateSync(Buffer.from(token.slice(3), 'base64'));
    const texts = [0, 1, 9].map(
      (level) => `007${deflateSync(content, { level }).toString('base64')}`,
    );
    expect(new Set(texts).size).toBeGreaterThan(1);
    for (const text of texts) expect(identify(text)).toEqual(identify(token));
  });

  it('is another one for each other token', () => {
    const others = [
      token,
      issueTestToken({ salt: 2 }),
      issueTestToken({ salt: 1, issuedAt: NOW + 1 }),
      issueTestToken({ salt: 1, expiresInSeconds: 3601 }),
      issueTestToken({ salt: 1, uid: 43 }),
      issueTestToken({ salt: 1, channel: 'stage-2' }),
    ];
    expect(new Set(others.map((each) => identify(each).identity)).size).toBe(others.length);
  });

  it('ends a token after 24 hours', () => {
    expect(identify(token)).toMatchObject({ issuedAt: NOW, endsAt: NOW + 3600 });
    const long = issueTestToken({ expiresInSeconds: 604_800, allowLongExpiry: true });
    expect(identify(long).endsAt).toBe(NOW + 86_400);
  });
});

describe('identifyToken006', () => {
  const project = { appId: PROJECT.appId, certificate: PRIMARY, issuedAt: NOW, salt: 7 } as const;
  const issue = (changes: object = {}): string =>
    issueToken006({ ...project, channel: 'room1', uid: 23, role: 'publisher', ...changes });

  it('is the same for the texts that share a signature', () => {
    // App ID, channel, user and message are signed with nothing between them: "room1" + "23" is "room12" + "3".
    const other = issue({ channel: 'room12', uid: 3 });
    expect(other).not.toBe(issue());
    expect(identify006(other).identity).toBe(identify006(issue()).identity);
  });

  it('is another one for another salt, end or privilege', () => {
    const others = [
      issue(),
      issue({ salt: 8 }),
      issue({ expiresAt: NOW + 60 }),
      issue({ role: 'subscriber' }),
      issue({ privilegesExpireAt: NOW + 60 }),
    ];
    expect(new Set(others.map((each) => identify006(each).identity)).size).toBe(others.length);
  });

  it('takes a token for issued 24 hours before its end, as builders write it', () => {
    expect(identify006(issue())).toMatchObject({ issuedAt: NOW, endsAt: NOW + 86_400 });
  });
});
