import { verifyToken } from '@stagedoor/token';
import { RtcRole, RtcTokenBuilder } from '@stagedoor/token/agora-token';
import { outcomeOf, type Trial } from './trial.js';
import type { TokenVectors } from './vectors.js';

const CHANNEL = 'stage-1';
const UID = 7;

/** The drop-in asks the clock and the random source itself, so its token is verified and not compared. */
export function tryDropIn({ appId, certificate }: TokenVectors): readonly Trial[] {
  const build = (key: string): string =>
    RtcTokenBuilder.buildTokenWithUid(appId, key, CHANNEL, UID, RtcRole.PUBLISHER, 60, 60);
  const verify = (): string =>
    verifyToken(build(certificate), {
      appId,
      certificates: [certificate],
      expect: { service: 'rtc', channel: CHANNEL, uid: UID, privileges: ['publishAudioStream'] },
    }).signedWith;
  return [
    { name: 'drop-in: build', got: outcomeOf(verify), wanted: 'primary', detail: '' },
    {
      name: 'drop-in: a certificate that is none',
      got: outcomeOf(() => build('short')),
      wanted: '',
      detail: '',
    },
  ];
}
