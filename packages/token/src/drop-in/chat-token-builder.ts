/* oxlint-disable max-params -- because the order of the arguments is that of agora-token */
import { buildDraft } from './build-draft.js';
import { draftChatApp, draftChatUser } from './draft-services.js';

/**
 * Chat tokens. Both methods return an empty text if App ID or certificate are not 32 hex characters, and throw a
 * RangeError for a number below 0 or above 4294967295 and for a text above 65535 bytes.
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- because agora-token exports a class
export class ChatTokenBuilder {
  /** For one user. What counts as false, 0 among it, is no user; any other number throws a TypeError. */
  static buildUserToken(
    appId: string,
    appCertificate: string,
    userId: string | number,
    expiresInSeconds: number,
  ): string {
    const services = [draftChatUser(userId, expiresInSeconds)];
    return buildDraft({ appId, certificate: appCertificate, expiresInSeconds, services });
  }

  /** For the app's server. */
  static buildAppToken(appId: string, appCertificate: string, expiresInSeconds: number): string {
    const services = [draftChatApp(expiresInSeconds)];
    return buildDraft({ appId, certificate: appCertificate, expiresInSeconds, services });
  }
}
