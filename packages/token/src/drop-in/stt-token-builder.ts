/* oxlint-disable max-params -- because the order of the arguments is that of agora-token */
import { buildAgentDraft } from './build-agent-draft.js';
import { draftStt } from './draft-services.js';

/** Tokens for real-time speech to text: RTC, Signaling and that service in one. */
// oxlint-disable-next-line typescript/no-extraneous-class -- because agora-token exports a class
export class SttTokenBuilder {
  /**
   * The RTC user is a uid or an account, where the number 0 is any user; the Signaling user is a text of its own, and may
   * be another one.
   *
   * All lives are seconds from now; a privilege with the life 0 lives as long as the token. Only the role 1 publishes,
   * and `'1'` is not 1 here. Returns an empty text if App ID or certificate are not 32 hex characters. Throws a
   * RangeError for a number below 0 or above 4294967295 and for a text above 65535 bytes, and a TypeError for a channel
   * that is no text and for a Signaling user that is a number other than 0.
   */
  static buildToken(
    appId: string,
    appCertificate: string,
    channelName: string,
    rtcAccount: string | number,
    rtcRole: number,
    expiresInSeconds: number,
    joinExpiresInSeconds: number,
    audioExpiresInSeconds: number,
    videoExpiresInSeconds: number,
    dataStreamExpiresInSeconds: number,
    rtmUserId: string | number,
    rtmExpiresInSeconds: number,
  ): string {
    const lives = {
      join: joinExpiresInSeconds,
      publish: [audioExpiresInSeconds, videoExpiresInSeconds, dataStreamExpiresInSeconds],
    } as const;
    return buildAgentDraft(
      {
        appId,
        certificate: appCertificate,
        channelName,
        rtcAccount,
        rtcRole,
        expiresInSeconds,
        lives,
        rtmUserId,
        rtmExpiresInSeconds,
      },
      draftStt(),
    );
  }
}
