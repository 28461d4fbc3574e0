export {
  BadBase64Error,
  BadSignatureError,
  DuplicateServiceError,
  ExpiredTokenError,
  ExpiryTooLongError,
  InflateLimitError,
  InvalidAccountError,
  InvalidAppIdError,
  InvalidCertificateError,
  InvalidChannelError,
  InvalidExpiryError,
  InvalidOptionError,
  InvalidPermissionsError,
  InvalidPrivilegeError,
  InvalidRoleError,
  InvalidSaltError,
  InvalidServicesError,
  InvalidTimeError,
  InvalidUidError,
  InvalidUserIdError,
  MalformedTokenError,
  NotYetValidError,
  PrivilegeExpiredError,
  PrivilegeMissingError,
  ServiceMissingError,
  TokenError,
  type TokenErrorCode,
  TokenInputError,
  TokenRejectedError,
  TrailingBytesError,
  TruncatedTokenError,
  UnknownServiceError,
  UnsupportedVersionError,
  WildcardChannelError,
  WildcardUidError,
  WrongAppIdError,
  WrongChannelError,
  WrongUidError,
} from './errors.js';
export { fingerprintToken } from './fingerprint-token.js';
export { inspectToken, type UnverifiedToken } from './inspect-token.js';
export {
  issueFingerprintedToken,
  issueToken,
  type FingerprintedToken,
  type IssueTokenOptions,
} from './issue-token.js';
export { parseAppId, parseCertificate, type AppId, type Certificate } from './parse-project.js';
export { quoteValue } from './quote-value.js';
export {
  apaasApp,
  apaasRoomUser,
  apaasUser,
  type ApaasExpectation,
  type ApaasGrant,
  type ApaasPrivilege,
  type ApaasRoomUserOptions,
  type ApaasService,
  type ApaasUserOptions,
} from './services/apaas.js';
export {
  chatApp,
  chatUser,
  type ChatExpectation,
  type ChatGrant,
  type ChatPrivilege,
  type ChatService,
  type ChatUserOptions,
} from './services/chat.js';
export type { Permissions } from './services/permissions.js';
export {
  convoai,
  fpa,
  stt,
  type PlainExpectation,
  type PlainGrant,
  type PlainService,
} from './services/plain.js';
export {
  rtc,
  RTC_PRIVILEGES,
  RTC_ROLES,
  type RtcExpectation,
  type RtcGrant,
  type RtcGrantOptions,
} from './services/rtc.js';
export type { RtcPrivilege, RtcRole, RtcService } from './services/rtc.js';
export {
  rtm,
  rtmWithPermissions,
  type Rtm2GrantOptions,
  type RtmExpectation,
  type RtmGrant,
  type RtmGrantOptions,
  type RtmService,
} from './services/rtm.js';
export {
  fcdn,
  streaming,
  type FcdnGrantOptions,
  type FcdnPrivilege,
  type StreamingExpectation,
  type StreamingGrant,
  type StreamingGrantOptions,
  type StreamingPrivilege,
  type StreamingService,
} from './services/streaming.js';
export type { PrivilegeLife, PrivilegeSource } from './services/privileges.js';
export type {
  ChannelUser,
  OpenedService,
  SoleLife,
  WantedChannelUser,
  WantedService,
} from './services/service-shapes.js';
export type {
  ExpectationOf,
  ServiceExpectation,
  ServiceGrant,
  ServiceName,
  ServiceNamed,
  TokenService,
} from './services/service-table.js';
export type { UnixSeconds } from './unix-seconds.js';
export type { TokenClaims, UnreadServices } from './v007/token-claims.js';
export {
  verifyToken,
  type MatchedToken,
  type VerifiedToken,
  type VerifyTokenOptions,
} from './verify-token.js';
export type { UserName } from './parse-user.js';
