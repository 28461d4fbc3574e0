/** The routes with rules from a document: what callers ask for is one thing, what they get another. */
import { describe, expect, it } from 'vitest';
import type { CallerAuthenticator } from '../src/callers/caller.js';
import { deriveUid } from '../src/identity/derive-uid.js';
import { parsePolicy } from '../src/policy/parse-policy.js';
import type { TokenResponseBody } from '../src/routes/native-contract.js';
import { APP_ID, RecordingServer, type RecordedAnswer } from './recording-server.js';

const ISSUER = 'https://login.example.com';

const policy = parsePolicy({
  version: 1,
  rules: [
    {
      name: 'members',
      callers: [{ kind: 'jwt' }],
      services: ['rtc'],
      channels: ['room-*'],
      grant: {
        role: { requested: ['publisher', 'subscriber'] },
        user: { derivedUid: { claim: 'sub' } },
        maxLifeSeconds: 3600,
      },
    },
    {
      name: 'messages',
      callers: [{ kind: 'jwt' }],
      services: ['rtm'],
      grant: { user: { account: { claim: 'sub' } }, maxLifeSeconds: 3600 },
    },
    {
      name: 'audience',
      callers: [{ kind: 'anonymous' }],
      services: ['rtc'],
      channels: ['stage'],
      grant: { role: { requested: ['subscriber'] }, user: 'requested', maxLifeSeconds: 600 },
    },
  ],
});

const callerOf = (sub: string | undefined): CallerAuthenticator => ({
  challenge: 'Bearer',
  authenticate: () =>
    sub === undefined
      ? { kind: 'anonymous', id: 'anonymous', scopes: [], claims: {} }
      : { kind: 'jwt', id: sub, issuer: ISSUER, scopes: [], claims: { sub } },
});

const serverFor = (sub?: string): RecordingServer =>
  new RecordingServer(policy, { callers: [callerOf(sub)] });

const uidOf = (name: string): number => deriveUid(APP_ID, { kind: 'derived', name, realm: ISSUER });
const read = ({ text }: RecordedAnswer): TokenResponseBody => JSON.parse(text) as TokenResponseBody;

const zoe = serverFor('zoe');
const ben = serverFor('ben');
const stranger = serverFor();

describe('a caller with a login', () => {
  it('need not say who it is, and learns its uid', async () => {
    const services = [{ service: 'rtc', channel: 'room-1', role: 'publisher' }, { service: 'rtm' }];
    const answer = await zoe.post('/v1/token', { services });
    expect(read(answer).services).toMatchObject([
      { service: 'rtc', channel: 'room-1', uid: uidOf('zoe') },
      { service: 'rtm', userId: 'zoe' },
    ]);
  });

  it.each([
    ['POST', '/v1/token', { service: 'rtc', channel: 'room-1', uid: 7 }],
    ['POST', '/fetch_rtc_token', { uid: 7, ChannelName: 'room-1', role: 1 }],
    ['POST', '/getToken', { tokenType: 'rtc', channel: 'room-1', uid: '7' }],
    ['GET', '/rtc/room-1/publisher/uid/7/', undefined],
    ['GET', '/rtc/room-1/publisher/uid/0/', undefined],
  ])('is nobody else, whatever it says: %s %s', async (method, target, body) => {
    const answer = method === 'GET' ? await zoe.get(target) : await zoe.post(target, body ?? {});
    expect(answer.opened).toMatchObject([[{ service: 'rtc', uid: String(uidOf('zoe')) }]]);
  });

  it('is not somebody else for Signaling, either', async () => {
    const { opened } = await zoe.get('/rtm/ben/');
    expect(opened).toMatchObject([[{ service: 'rtm', userId: 'zoe' }]]);
  });

  it('renews its own token, and nobody else does', async () => {
    const services = [{ service: 'rtc', channel: 'room-1', role: 'publisher' }, { service: 'rtm' }];
    const { token } = read(await zoe.post('/v1/token', { services }));
    const renewed = await zoe.post('/v1/token/renew', { token });
    expect(read(renewed).services).toMatchObject([
      { service: 'rtc', channel: 'room-1', uid: uidOf('zoe') },
      { service: 'rtm', userId: 'zoe' },
    ]);
    const byBen = await ben.post('/v1/token/renew', { token });
    expect(byBen).toMatchObject({ status: 403, code: 'renewal_differs', opened: [] });
    const byStranger = await stranger.post('/v1/token/renew', { token });
    expect(byStranger).toMatchObject({ status: 403, code: 'not_granted', opened: [] });
  });

  it('gets both tokens, of which that for Signaling has no channel beyond its rules', async () => {
    const { opened } = await zoe.get('/rte/room-1/subscriber/uid/7/');
    const uid = String(uidOf('zoe'));
    expect(opened).toMatchObject([
      [{ service: 'rtc', uid, privileges: { joinChannel: {} } }],
      [
        { service: 'rtc', uid, privileges: { joinChannel: {}, publishDataStream: {} } },
        { service: 'rtm', userId: 'zoe' },
      ],
    ]);
    const elsewhere = await zoe.get('/rte/stage/subscriber/uid/7/');
    expect(elsewhere).toMatchObject({ status: 403, code: 'not_granted', opened: [] });
  });
});

describe('a caller without a login', () => {
  it('gets what everyone may have, for no longer than everyone may have it', async () => {
    const answer = await stranger.get('/rtc/stage/subscriber/uid/7/?expiry=86400');
    expect(answer.opened).toMatchObject([
      [{ service: 'rtc', channel: 'stage', uid: '7', privileges: { joinChannel: {} } }],
    ]);
    const body = { service: 'rtc', channel: 'stage', uid: 7, expiresInSeconds: 4_294_967_295 };
    expect(read(await stranger.post('/v1/token', body)).expiresInSeconds).toBe(600);
  });

  it.each([
    ['to publish', '/rtc/stage/publisher/uid/7/'],
    ['another channel', '/rtc/room-1/subscriber/uid/7/'],
    ['a token for any user', '/rtc/stage/subscriber/uid/0/'],
    ['a token for any user by another name', '/rtc/stage/subscriber/userAccount/0/'],
    ['Signaling', '/rtm/zoe/'],
    ['Chat', '/chat/account/zoe/'],
    ['the rights of a server', '/chat/app/'],
  ])('does not get %s', async (_, target) => {
    expect(await stranger.get(target)).toMatchObject({
      status: 403,
      code: 'not_granted',
      opened: [],
    });
  });

  it.each([
    ['/v1/token', { service: 'apaas', privileges: ['app'] }],
    ['/v1/token', { service: 'rtc', channel: 'stage', uid: 7, privileges: ['publishDataStream'] }],
    ['/v1/token', { services: [{ service: 'rtc', channel: 'stage', uid: 7 }, { service: 'stt' }] }],
    ['/fetch_rtc_token', { uid: 0, ChannelName: 'stage', role: 2 }],
    ['/getToken', { tokenType: 'chat' }],
    ['/getToken', { tokenType: 'rtm', uid: 'zoe', channel: 'stage' }],
  ])('does not get at %s what is not for everyone: %j', async (target, body) => {
    expect(await stranger.post(target, body)).toMatchObject({ status: 403, code: 'not_granted' });
  });
});
