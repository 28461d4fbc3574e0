import { expect, it } from 'vitest';
import { RecordingServer } from '../../test/recording-server.js';
import { CallerMissingError } from '../errors.js';

it.each(['/ping', '/ping/', '/ping?x=1'])(
  'GET %s answers whoever calls, and asks nobody',
  async (target) => {
    const refusing = {
      challenge: 'Bearer',
      authenticate: () => {
        throw new CallerMissingError();
      },
    };
    const answer = await new RecordingServer(undefined, { callers: [refusing] }).get(target);
    expect(answer).toMatchObject({ status: 200, text: '{"message":"pong"}', questions: [] });
    expect(answer.headers['cache-control']).toBe('no-store');
  },
);
