import { verifyToken } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, NOW, RecordingServer } from '../../test/recording-server.js';
import type { TokenResponseBody } from './native-contract.js';

const server = new RecordingServer();

describe('POST /v1/token', () => {
  it('answers with a token and all that there is to know of it', async () => {
    const services = [
      { service: 'rtc', channel: 'test', uid: 1234, role: 'publisher' },
      { service: 'rtm', userId: 'alice' },
    ];
    const answer = await server.post('/v1/token', { services, expiresInSeconds: 600 });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
    const { token, ...body } = JSON.parse(answer.text) as TokenResponseBody;
    const endsAt = NOW + 600;
    expect(body).toEqual({
      appId: APP_ID,
      issuedAt: NOW,
      expiresAt: endsAt,
      expiresInSeconds: 600,
      renewAt: endsAt - 30,
      serverTime: NOW,
      services: [
        {
          service: 'rtc',
          channel: 'test',
          uid: 1234,
          privileges: {
            joinChannel: endsAt,
            publishAudioStream: endsAt,
            publishVideoStream: endsAt,
            publishDataStream: endsAt,
          },
        },
        { service: 'rtm', userId: 'alice', privileges: { login: endsAt } },
      ],
    });
    const expectation = { service: 'rtc', channel: 'test', uid: 1234 } as const;
    const options = { appId: APP_ID, certificates: [CERTIFICATE], now: NOW };
    expect(() => verifyToken(token, { ...options, expect: expectation })).not.toThrow();
    expect(() =>
      verifyToken(token, { ...options, expect: { service: 'rtm', userId: 'alice' } }),
    ).not.toThrow();
  });

  it('takes one service at the top', async () => {
    const answer = await server.post('/v1/token', {
      service: 'rtc',
      channel: 'test',
      account: 'zoe',
    });
    expect(answer.opened).toMatchObject([[{ service: 'rtc', channel: 'test', uid: 'zoe' }]]);
  });

  it('refuses with code, message and the ID of the request', async () => {
    const answer = await server.send({
      method: 'POST',
      target: '/v1/token',
      body: '{"service":"rtc","chanel":"test"}',
      headers: { 'content-type': 'application/json', 'x-request-id': 'request-0001' },
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({
      error: { code: 'unknown_field', message: expect.stringContaining('did you mean channel?') },
      requestId: 'request-0001',
    });
    expect(answer.headers['x-stagedoor-error']).toBe('unknown_field');
    expect(answer.questions).toEqual([]);
  });

  it.each([
    [{ services: [] }, 'invalid_services'],
    [{ service: 'video' }, 'invalid_services'],
    [{ service: 'rtc', channel: 7 }, 'wrong_field_type'],
    [{ service: 'rtc', channel: 'te/st', uid: 7 }, 'invalid_channel'],
    [{ service: 'rtc', uid: '7' }, 'invalid_uid'],
    [{ service: 'rtc', account: '' }, 'invalid_account'],
    [{ service: 'rtm', userId: 0 }, 'invalid_user_id'],
    [{ service: 'rtc', role: 'admin' }, 'invalid_role'],
    [{ service: 'rtc', privileges: ['fly'] }, 'invalid_privilege'],
    [{ service: 'stt', expiresInSeconds: 0 }, 'invalid_expiry'],
    [{ service: 'stt', appId: 'short' }, 'invalid_app_id'],
  ])('answers %j with 400 %s: it is the mistake of the caller', async (body, code) => {
    expect(await server.post('/v1/token', body)).toMatchObject({ status: 400, code });
  });

  it('takes no body that a page of another origin could send without being asked', async () => {
    const body = '{"service":"rtc","channel":"test","uid":7}';
    const headers = { 'content-type': 'text/plain' };
    const answer = await server.send({ method: 'POST', target: '/v1/token', body, headers });
    expect(answer).toMatchObject({ status: 415, code: 'unsupported_media_type', questions: [] });
  });

  it('opens nothing to a request that does not say for whom', async () => {
    const answer = await server.post('/v1/token', { service: 'rtc', channel: 'test' });
    expect(answer).toMatchObject({ status: 403, code: 'not_granted' });
  });
});
