import { describe, expect, it } from 'vitest';
import { RecordingServer } from '../../test/recording-server.js';

const server = new RecordingServer();

describe('POST /getToken', () => {
  it('answers with the token, whatever its clients call the body', async () => {
    const body = '{"tokenType":"rtc","channel":"test","role":"publisher","uid":"7","expire":600}';
    const answer = await server.send({ method: 'POST', target: '/getToken', body });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ token: expect.stringMatching(/^007/) });
    expect(answer.opened).toMatchObject([[{ service: 'rtc', channel: 'test', uid: '7' }]]);
  });

  it('gives no channel of all channels', async () => {
    const body = { tokenType: 'rtm', uid: 'zoe', channel: '*' };
    expect(await server.post('/getToken', body)).toMatchObject({ code: 'invalid_channel' });
  });

  it('has the reason in error where it refuses', async () => {
    const answer = await server.post('/getToken', { tokenType: 'rtc' });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({ error: expect.stringContaining('uid') });
  });
});
