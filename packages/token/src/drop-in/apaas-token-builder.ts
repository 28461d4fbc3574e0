import { buildAppToken, buildRoomUserToken, buildUserToken } from './classroom-tokens.js';

/**
 * Tokens of the education service under its newer name, APaaS: what `EducationTokenBuilder` builds.
 *
 * Every method returns an empty text if App ID or certificate are not 32 hex characters, and throws a RangeError for a
 * number or a text that does not fit its field.
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- because agora-token exports a class
export class ApaasTokenBuilder {
  /**
   * For a user in a room: education, Signaling and Chat. As in `agora-token` the room's privilege is missing, and the
   * role 0 becomes -1, no role. Throws an Error for no user, a TypeError for one that is a number other than 0, and a
   * URIError for one that is not well-formed.
   */
  static readonly buildRoomUserToken: typeof buildRoomUserToken = buildRoomUserToken;
  /** For a user in no room. What counts as false is no user; a number other than 0 throws a TypeError. */
  static readonly buildUserToken: typeof buildUserToken = buildUserToken;
  /** For the app's server. */
  static readonly buildAppToken: typeof buildAppToken = buildAppToken;
}
