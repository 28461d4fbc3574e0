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
  InvalidPrivilegeError,
  InvalidRoleError,
  InvalidSaltError,
  InvalidServicesError,
  InvalidTimeError,
  InvalidUidError,
  MalformedTokenError,
  NotYetValidError,
  PrivilegeExpiredError,
  PrivilegeMissingError,
  ServiceMissingError,
  TokenError,
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
export { issueToken, type IssueTokenOptions } from './issue-token.js';
export { parseAppId, parseCertificate, type AppId, type Certificate } from './parse-project.js';
export { quoteValue } from './quote-value.js';
export {
  rtc,
  RTC_PRIVILEGES,
  RTC_ROLES,
  type RtcExpectation,
  type RtcGrant,
  type RtcGrantOptions,
} from './services/rtc.js';
export type { RtcPrivilege, RtcRole, RtcService } from './services/rtc.js';
export type { PrivilegeLife, PrivilegeSource } from './services/privileges.js';
export type { ServiceExpectation, ServiceGrant, TokenService } from './services/service-table.js';
export type { UnixSeconds } from './unix-seconds.js';
export type { TokenClaims, UnreadServices } from './v007/token-claims.js';
export { verifyToken, type VerifiedToken, type VerifyTokenOptions } from './verify-token.js';
