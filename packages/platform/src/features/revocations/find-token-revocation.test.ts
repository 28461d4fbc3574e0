import { inspectToken, rtc, rtm, streaming } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { NOW } from '../../../test/test-platform.js';
import { issueTestToken, PROJECT } from '../../../test/test-project.js';
import { identifyToken } from '../../domain/identify-token.js';
import { type Revocation, revocationKey, type RevocationSubject } from '../../domain/revocation.js';
import { findTokenRevocation } from './find-token-revocation.js';

const TOKEN = issueTestToken({
  services: [
    rtc({ channel: 'stage-1', uid: 42, role: 'publisher' }),
    rtm({ userId: 'zoe' }),
    streaming({ channel: 'stage-2', uid: 0, privileges: { publishMixStream: 0 } }),
  ],
});
const PROVEN = { token: TOKEN, claims: inspectToken(TOKEN) };

/** Finds what revokes the token where these are revoked. */
function find(
  subjects: readonly RevocationSubject[],
  { appId = PROJECT.appId, issuedUntil = NOW }: { appId?: string; issuedUntil?: number } = {},
): Promise<Revocation | undefined> {
  const stored = subjects.map((subject) => ({
    key: revocationKey(appId, subject),
    appId,
    kind: subject.kind,
    channel: undefined,
    user: undefined,
    fingerprint: undefined,
    issuedUntil,
    reason: undefined,
    createdAt: NOW,
    endsAt: NOW + 86_400,
  }));
  return findTokenRevocation(PROVEN, {
    findByKeys: (keys) => Promise.resolve(stored.filter(({ key }) => keys.includes(key))),
  });
}

describe('a token', () => {
  it.each<RevocationSubject>([
    { kind: 'token', identity: identifyToken(TOKEN, PROVEN.claims).identity },
    { kind: 'project' },
    { kind: 'user', user: '42' },
    { kind: 'user', user: 'zoe' },
    { kind: 'channel', channel: 'stage-1' },
    { kind: 'channel-user', channel: 'stage-1', user: '42' },
  ])('is revoked by %j', async (subject) => {
    expect(await find([subject])).toMatchObject({ kind: subject.kind });
    expect(await find([subject], { appId: 'f'.repeat(32) })).toBeUndefined();
  });

  it.each<RevocationSubject>([
    { kind: 'user', user: '7' },
    { kind: 'user', user: '' },
    { kind: 'channel', channel: '' },
    { kind: 'channel-user', channel: 'stage-1', user: 'zoe' },
  ])('is not revoked by %j', async (subject) => {
    expect(await find([subject])).toBeUndefined();
  });

  it('that was issued later is not revoked, but for one that is itself', async () => {
    expect(await find([{ kind: 'project' }], { issuedUntil: NOW - 1 })).toBeUndefined();
    const { identity } = identifyToken(TOKEN, PROVEN.claims);
    expect(await find([{ kind: 'token', identity }], { issuedUntil: 0 })).toBeDefined();
  });
});
