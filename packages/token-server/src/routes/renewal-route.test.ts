import { describe, expect, it } from 'vitest';
import { NOW, RecordingServer } from '../../test/recording-server.js';
import type { TokenResponseBody } from './native-contract.js';

const server = new RecordingServer(undefined, { salt: () => 1 });

const read = (text: string): TokenResponseBody => JSON.parse(text) as TokenResponseBody;

describe('POST /v1/token/renew', () => {
  it('answers as POST /v1/token does', async () => {
    const request = { service: 'rtc', channel: 'test', uid: 7, role: 'publisher' };
    const first = await server.post('/v1/token', { ...request, expiresInSeconds: 600 });
    const renewed = await server.post('/v1/token/renew', { token: read(first.text).token });
    expect(renewed.status).toBe(200);
    expect(read(renewed.text)).toEqual(read(first.text));
    expect(read(renewed.text)).toMatchObject({ issuedAt: NOW, renewAt: NOW + 570 });
  });

  it.each([
    ['{}', 400, 'missing_field'],
    ['{"token":7}', 400, 'wrong_field_type'],
    ['{"token":["007"]}', 400, 'wrong_field_type'],
    ['{"token":"007","uid":7}', 400, 'unknown_field'],
    ['{"token":"007","token":"007"}', 400, 'repeated_field'],
    ['"007"', 400, 'invalid_json'],
    ['{"token":""}', 401, 'malformed'],
    ['{"token":"007eJx"}', 401, 'bad_base64'],
    ['{"token":"006abc"}', 401, 'unsupported_version'],
  ])('refuses %s with %d %s', async (body, status, code) => {
    const answer = await server.post('/v1/token/renew', body);
    expect(answer).toMatchObject({ status, code, questions: [] });
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code } });
  });

  it('does not say that the caller is not who it says it is, where the token is refused', async () => {
    const { headers } = await server.post('/v1/token/renew', { token: '' });
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('takes no body that a page of another origin could send without being asked', async () => {
    const answer = await server.send({ method: 'POST', target: '/v1/token/renew', body: '{}' });
    expect(answer.code).toBe('unsupported_media_type');
  });
});
