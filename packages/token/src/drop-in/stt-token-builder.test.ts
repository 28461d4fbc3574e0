import { expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from '../../test/forge-token.js';
import { inspectToken } from '../inspect-token.js';
import { SttTokenBuilder } from './stt-token-builder.js';

const build = (appId: string, role: number): string =>
  SttTokenBuilder.buildToken(appId, CERTIFICATE, 'a', 7, role, 60, 1, 2, 3, 4, 'zoe', 50);

it('puts RTC, Signaling and the service into one token', () => {
  const { services, expiresInSeconds } = inspectToken(build(APP_ID, 1));
  expect(expiresInSeconds).toBe(60);
  expect(services).toMatchObject([
    {
      service: 'rtc',
      channel: 'a',
      uid: '7',
      privileges: {
        joinChannel: { expiresInSeconds: 1 },
        publishAudioStream: { expiresInSeconds: 2 },
        publishVideoStream: { expiresInSeconds: 3 },
        publishDataStream: { expiresInSeconds: 4 },
      },
    },
    { service: 'rtm', userId: 'zoe', privileges: { login: { expiresInSeconds: 50 } } },
    { service: 'stt', privileges: {} },
  ]);
});

it('returns an empty text for a project that is none', () => {
  expect(build('', 1)).toBe('');
});
