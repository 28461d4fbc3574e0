import { inspectToken, issueToken, rtc, stt } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, NOW } from '../../test/recording-server.js';
import { livePrivileges } from './live-privileges.js';

const privileges = { joinChannel: 0, publishAudioStream: 60 };
const [channel] = inspectToken(
  issueToken({
    appId: APP_ID,
    certificate: CERTIFICATE,
    services: [rtc({ channel: 'test', uid: 7, privileges })],
    expiresInSeconds: 600,
    issuedAt: NOW,
  }),
).services;
const differs = expect.objectContaining({ code: 'renewal_differs' });

describe('the privileges that are not over', () => {
  it.each([
    [59, ['joinChannel', 'publishAudioStream']],
    [60, ['joinChannel']],
    [599, ['joinChannel']],
  ])('are after %d seconds %j', (seconds, names) => {
    expect(livePrivileges(channel!, NOW + seconds)).toEqual(names);
  });

  it('are none of a service that has none', () => {
    expect(livePrivileges({ ...stt(), privileges: {} }, NOW)).toEqual([]);
  });

  it('cannot be asked for again where all are over', () => {
    expect(() => livePrivileges(channel!, NOW + 600)).toThrow(differs);
  });

  it('cannot be asked for again where one is not known', () => {
    const life = { expiresInSeconds: 0, expiresAt: NOW + 600 };
    const service = { ...stt(), privileges: { '9': life } } as never;
    expect(() => livePrivileges(service, NOW)).toThrow(differs);
  });
});
