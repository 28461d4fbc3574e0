/* oxlint-disable max-params -- because the order of the arguments is that of agora-token */
import { buildDraft } from './build-draft.js';
import {
  draftEducationApp,
  draftRoom,
  draftRoomChat,
  draftEducationUser,
  draftRtm,
} from './draft-services.js';

/**
 * For a user in a room: education, Signaling and Chat. As in `agora-token` the room's privilege is missing, and the
 * role 0 becomes -1, no role. Returns an empty text if App ID or certificate are not 32 hex characters. Throws an Error
 * for no user, a TypeError for one that is a number other than 0, a URIError for one that is not well-formed, and a
 * RangeError for a number or a text that does not fit its field.
 */
export function buildRoomUserToken(
  appId: string,
  appCertificate: string,
  roomUuid: string,
  userUuid: string | number,
  role: number,
  expiresInSeconds: number,
): string {
  const services = [
    draftRoomChat(userUuid, expiresInSeconds),
    draftRoom(roomUuid, userUuid, role),
    draftRtm(userUuid, expiresInSeconds),
  ];
  return buildDraft({ appId, certificate: appCertificate, expiresInSeconds, services });
}

/**
 * For a user in no room. What counts as false is no user; a number other than 0 throws a TypeError. Returns an empty
 * text if App ID or certificate are not 32 hex characters, and throws a RangeError for what does not fit its field.
 */
export function buildUserToken(
  appId: string,
  appCertificate: string,
  userUuid: string | number,
  expiresInSeconds: number,
): string {
  const services = [draftEducationUser(userUuid, expiresInSeconds)];
  return buildDraft({ appId, certificate: appCertificate, expiresInSeconds, services });
}

/**
 * For the app's server. Returns an empty text if App ID or certificate are not 32 hex characters, and throws a RangeError
 * for a life that does not fit its field.
 */
export function buildAppToken(
  appId: string,
  appCertificate: string,
  expiresInSeconds: number,
): string {
  const services = [draftEducationApp(expiresInSeconds)];
  return buildDraft({ appId, certificate: appCertificate, expiresInSeconds, services });
}
