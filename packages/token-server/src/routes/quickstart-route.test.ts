import { describe, expect, it } from 'vitest';
import { RecordingServer } from '../../test/recording-server.js';

const server = new RecordingServer();
const BODY = '{"uid":1234,"ChannelName":"test","role":1}';

describe('POST /fetch_rtc_token', () => {
  it.each([undefined, 'application/json', 'text/plain', 'application/x-www-form-urlencoded'])(
    'answers with the token and 200 as text, whatever its clients call the body: %s',
    async (contentType) => {
      const answer = await server.send({
        method: 'POST',
        target: '/fetch_rtc_token',
        body: BODY,
        headers: contentType === undefined ? {} : { 'content-type': contentType },
      });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.text)).toEqual({
        token: expect.stringMatching(/^007/),
        code: '200',
      });
      expect(answer.opened).toMatchObject([[{ service: 'rtc', channel: 'test', uid: '1234' }]]);
    },
  );

  it('has the reason in place of the token where it refuses, and the stable code in a header', async () => {
    const answer = await server.post('/fetch_rtc_token', { uid: -1, ChannelName: 'test', role: 1 });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({ token: expect.stringContaining('-1'), code: '400' });
    expect(answer.code).toBe('invalid_uid');
  });
});
