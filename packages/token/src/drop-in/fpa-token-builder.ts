import { DAY_SECONDS } from '../limits.js';
import { buildDraft } from './build-draft.js';
import { draftFpa } from './draft-services.js';

/** Tokens for Full Path Acceleration. */
// oxlint-disable-next-line typescript/no-extraneous-class -- because agora-token exports a class
export class FpaTokenBuilder {
  /** For 24 hours. Returns an empty text if App ID or certificate are not 32 hex characters. */
  static buildToken(appId: string, appCertificate: string): string {
    return buildDraft({
      appId,
      certificate: appCertificate,
      expiresInSeconds: DAY_SECONDS,
      services: [draftFpa()],
    });
  }
}
