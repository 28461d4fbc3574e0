import { describe, expect, it } from 'vitest';
import { NOW, RecordingServer } from '../../test/recording-server.js';
import type { Policy } from '../policy/policy.js';
import { OPEN_POLICY } from '../policy/open-policy.js';

const server = new RecordingServer();

/** Lets users join, and publish nothing. */
const LISTENERS: Policy = {
  decide: (question) =>
    question.service.service === 'rtc' && question.service.role !== 'subscriber'
      ? { kind: 'denied', rule: 'listeners', reason: 'only to listen' }
      : OPEN_POLICY.decide(question),
};

const TOKEN = expect.stringMatching(/^007/) as unknown;
const ends = (seconds: number): object => ({ expiresAt: NOW + seconds });

describe('the addresses of the community token service', () => {
  it.each([
    ['/rtc/test/publisher/uid/7/?expiry=600', { service: 'rtc', channel: 'test', uid: '7' }],
    ['/rtc/test/publisher/uid/7?expiry=600', { service: 'rtc', channel: 'test', uid: '7' }],
    ['/rtc/test/subscriber/userAccount/zoe/', { service: 'rtc', channel: 'test', uid: 'zoe' }],
    ['/rtc/test/publisher/uid/0/', { service: 'rtc', channel: 'test', uid: '' }],
  ])('GET %s answers with rtcToken', async (target, opened) => {
    const answer = await server.get(target);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ rtcToken: TOKEN });
    expect(answer.opened).toMatchObject([[opened]]);
  });

  it('GET /rtm/zoe/ answers with rtmToken', async () => {
    const answer = await server.get('/rtm/zoe/?expiry=600');
    expect(JSON.parse(answer.text)).toEqual({ rtmToken: TOKEN });
    expect(answer.opened).toMatchObject([
      [{ service: 'rtm', userId: 'zoe', privileges: { login: ends(600) } }],
    ]);
  });

  it.each([
    ['/rte/test/publisher/uid/7/', '7', '7'],
    ['/rte/test/publisher/uid/7/zoe/', '7', 'zoe'],
    ['/rte/test/publisher/uid/0/zoe/', '', 'zoe'],
    ['/rte/test/publisher/userAccount/ben/', 'ben', 'ben'],
  ])('GET %s answers with rtcToken and rtmToken', async (target, rtcUser, rtmUser) => {
    const answer = await server.get(target);
    expect(JSON.parse(answer.text)).toEqual({ rtcToken: TOKEN, rtmToken: TOKEN });
    expect(answer.opened).toMatchObject([
      [{ service: 'rtc', channel: 'test', uid: rtcUser }],
      [
        { service: 'rtc', channel: 'test', uid: rtmUser },
        { service: 'rtm', userId: rtmUser },
      ],
    ]);
  });

  it('leaves the stream channel out of the Signaling token where the policy does not give it', async () => {
    const answer = await new RecordingServer(LISTENERS).get('/rte/test/subscriber/uid/7/');
    expect(answer.opened).toMatchObject([
      [{ service: 'rtc', privileges: { joinChannel: {} } }],
      [{ service: 'rtm', userId: '7' }],
    ]);
    expect(answer.questions).toHaveLength(3);
  });

  it('gives both tokens or none', async () => {
    const answer = await new RecordingServer(LISTENERS).get('/rte/test/publisher/uid/7/');
    expect(answer).toMatchObject({ status: 403, code: 'not_granted' });
    expect(answer.text).not.toContain('007');
  });

  it.each([
    ['/chat/app/', { userId: '', privileges: { app: ends(3600) } }],
    ['/chat/account/zoe/?expiry=60', { userId: 'zoe', privileges: { user: ends(60) } }],
    ['/chat/userAccount/zoe/', { userId: 'zoe', privileges: { user: ends(3600) } }],
  ])('GET %s answers with chatToken', async (target, opened) => {
    const answer = await server.get(target);
    expect(JSON.parse(answer.text)).toEqual({ chatToken: TOKEN });
    expect(answer.opened).toMatchObject([[{ service: 'chat', ...opened }]]);
  });

  it.each([
    ['/rtc/test/publisher/uid/zoe/', 'Error Generating RTC token: ', 'invalid_uid'],
    ['/rtc/test/publisher/nonsense/7/', 'Error Generating RTC token: ', 'unknown_token_type'],
    ['/rtc/test/publisher/uid/7/?expiry=failing', 'Error Generating RTC token: ', 'invalid_expiry'],
    ['/rtc/te*st/publisher/uid/7/', 'Error Generating RTC token: ', 'invalid_channel'],
    ['/rtm/0/', 'Error Generating RTM token: ', 'invalid_user_id'],
    ['/rtm/zoe/?expiry=1&expiry=2', 'Error Generating RTM token: ', 'repeated_field'],
    ['/rte/test/publisher/uid/0/', 'Error Generating RTC and RTM token: ', 'missing_field'],
    ['/chat/account/0/', 'Error Generating Chat token: ', 'invalid_user_id'],
  ])('GET %s is refused with "%s…"', async (target, prefix, code) => {
    const answer = await server.get(target);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({
      message: expect.stringMatching(new RegExp(`^${prefix}.{10}`)),
      status: 400,
    });
    expect(answer.code).toBe(code);
  });

  it('has the status of other refusals in the same form', async () => {
    const policy: Policy = { decide: () => ({ kind: 'denied', rule: undefined, reason: 'no' }) };
    const answer = await new RecordingServer(policy).get('/rtm/zoe/');
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toEqual({
      message: expect.stringMatching(/^Error Generating RTM token: /),
      status: 403,
    });
  });

  it.each([
    '/rtm/',
    '/rtm//',
    '/chat/',
    '/chat/account/',
    '/rtc/test/publisher/uid/',
    '/rte/test/',
  ])('has nothing at %s', async (target) => {
    expect(await server.get(target)).toMatchObject({ status: 404, code: 'route_not_found' });
  });
});
