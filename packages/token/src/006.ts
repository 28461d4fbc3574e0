export { inspectToken006, type UnverifiedToken006 } from './v006/inspect-token.js';
export { issueToken006, type IssueToken006Options } from './v006/issue-token.js';
export type { RtcGrant006, RtmGrant006 } from './v006/parse-privilege-ends.js';
export type { RtcSubject, RtmSubject } from './v006/parse-subject.js';
export type { PrivilegeEnd, Token006Claims, Token006Privilege } from './v006/token-claims.js';
export {
  verifyToken006,
  type VerifiedToken006,
  type VerifyToken006Options,
} from './v006/verify-token.js';
