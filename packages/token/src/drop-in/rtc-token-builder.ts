/* oxlint-disable max-params -- because the order of the arguments is that of agora-token */
import { buildDraft } from './build-draft.js';
import { draftRtc, draftRtm, type RtcLives } from './draft-services.js';

/** What a user may do in a channel: publishers may send audio, video and data, subscribers only join. */
export const RtcRole: { readonly PUBLISHER: number; readonly SUBSCRIBER: number } = {
  PUBLISHER: 1,
  SUBSCRIBER: 2,
};

/** As `agora-token` compares for RTC: `'1'` and `true` are publishers too, and whatever is not only joins. */
function isPublisher(role: number): boolean {
  // oxlint-disable-next-line eqeqeq -- because callers without types may rely on it
  return role == RtcRole.PUBLISHER;
}

/** All privileges with one life, or the join privilege alone. */
function livesOfRole(role: number, seconds: number): RtcLives {
  return isPublisher(role)
    ? { join: seconds, publish: [seconds, seconds, seconds] }
    : { join: seconds };
}

/**
 * RTC tokens: `RtcTokenBuilder.buildTokenWithUid(appId, certificate, 'stage-1', 42, RtcRole.PUBLISHER, 3600, 1800)`.
 *
 * All lives are seconds from now. `expiresInSeconds` is that of the token: left out, the token is already over. A privilege
 * with the life 0 lives as long as the token, and none lives longer. The user is a uid or an account: the number 0 stands
 * for any user, `undefined` for the account "undefined". The channel is any text of at most 65535 bytes.
 *
 * Every method returns an empty text if App ID or certificate are not 32 hex characters. Throws a RangeError for a number
 * below 0 or above 4294967295 and for a text above 65535 bytes, and a TypeError for a channel that is no text.
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- because agora-token exports a class
export class RtcTokenBuilder {
  /** For a uid, with a role. `privilegesExpireInSeconds` is the life of each privilege. */
  static buildTokenWithUid(
    appId: string,
    appCertificate: string,
    channelName: string,
    uid: string | number,
    role: number,
    expiresInSeconds: number,
    privilegesExpireInSeconds = 0,
  ): string {
    return this.buildTokenWithUserAccount(
      appId,
      appCertificate,
      channelName,
      uid,
      role,
      expiresInSeconds,
      privilegesExpireInSeconds,
    );
  }

  /** For an account, with a role. `privilegesExpireInSeconds` is the life of each privilege. */
  static buildTokenWithUserAccount(
    appId: string,
    appCertificate: string,
    channelName: string,
    account: string | number,
    role: number,
    expiresInSeconds: number,
    privilegesExpireInSeconds = 0,
  ): string {
    const lives = livesOfRole(role, privilegesExpireInSeconds);
    return buildDraft({
      appId,
      certificate: appCertificate,
      expiresInSeconds,
      services: [draftRtc(channelName, account, lives)],
    });
  }

  /** For a uid, with all four privileges, each with its own life. */
  static buildTokenWithUidAndPrivilege(
    appId: string,
    appCertificate: string,
    channelName: string,
    uid: string | number,
    expiresInSeconds: number,
    joinExpiresInSeconds: number,
    audioExpiresInSeconds: number,
    videoExpiresInSeconds: number,
    dataStreamExpiresInSeconds: number,
  ): string {
    return this.BuildTokenWithUserAccountAndPrivilege(
      appId,
      appCertificate,
      channelName,
      uid,
      expiresInSeconds,
      joinExpiresInSeconds,
      audioExpiresInSeconds,
      videoExpiresInSeconds,
      dataStreamExpiresInSeconds,
    );
  }

  /** For an account, with all four privileges, each with its own life. */
  static BuildTokenWithUserAccountAndPrivilege(
    appId: string,
    appCertificate: string,
    channelName: string,
    account: string | number,
    expiresInSeconds: number,
    joinExpiresInSeconds: number,
    audioExpiresInSeconds: number,
    videoExpiresInSeconds: number,
    dataStreamExpiresInSeconds: number,
  ): string {
    const lives: RtcLives = {
      join: joinExpiresInSeconds,
      publish: [audioExpiresInSeconds, videoExpiresInSeconds, dataStreamExpiresInSeconds],
    };
    return buildDraft({
      appId,
      certificate: appCertificate,
      expiresInSeconds,
      services: [draftRtc(channelName, account, lives)],
    });
  }

  /** RTC with a role, and Signaling for the same account, whose login lives as long as the token. */
  static buildTokenWithRtm(
    appId: string,
    appCertificate: string,
    channelName: string,
    account: string | number,
    role: number,
    expiresInSeconds: number,
    privilegesExpireInSeconds = 0,
  ): string {
    const lives = livesOfRole(role, privilegesExpireInSeconds);
    return buildDraft({
      appId,
      certificate: appCertificate,
      expiresInSeconds,
      services: [draftRtc(channelName, account, lives), draftRtm(account, expiresInSeconds)],
    });
  }

  /** RTC with a role and a life for each privilege, and Signaling for another user. */
  static buildTokenWithRtm2(
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
    const join = joinExpiresInSeconds;
    const lives: RtcLives = isPublisher(rtcRole)
      ? {
          join,
          publish: [audioExpiresInSeconds, videoExpiresInSeconds, dataStreamExpiresInSeconds],
        }
      : { join };
    return buildDraft({
      appId,
      certificate: appCertificate,
      expiresInSeconds,
      services: [
        draftRtc(channelName, rtcAccount, lives),
        draftRtm(rtmUserId, rtmExpiresInSeconds),
      ],
    });
  }
}
