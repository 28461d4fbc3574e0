/* oxlint-disable max-params -- because the order of the arguments is that of agora-token */
import { buildDraft } from './build-draft.js';
import { draftRtm, draftRtm2 } from './draft-services.js';
import type { Rtm2Permissions } from './rtm2-permissions.js';

/**
 * Signaling tokens. Both methods return an empty text if App ID or certificate are not 32 hex characters, and throw a
 * RangeError for a number below 0 or above 4294967295 and for a text above 65535 bytes.
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- because agora-token exports a class
export class RtmTokenBuilder {
  /** For one user. What counts as false, 0 among it, is no user; any other number throws a TypeError. */
  static buildToken(
    appId: string,
    appCertificate: string,
    userId: string | number,
    expiresInSeconds: number,
  ): string {
    const services = [draftRtm(userId, expiresInSeconds)];
    return buildDraft({ appId, certificate: appCertificate, expiresInSeconds, services });
  }

  /** For one user, who may also be a number, with permissions. Throws a TypeError for names that are no texts. */
  static buildTokenWithPermissions(
    appId: string,
    appCertificate: string,
    userId: string | number,
    permissions: Rtm2Permissions,
    expiresInSeconds: number,
  ): string {
    const services = [draftRtm2(userId, permissions, expiresInSeconds)];
    return buildDraft({ appId, certificate: appCertificate, expiresInSeconds, services });
  }
}
