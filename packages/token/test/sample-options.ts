import type { IssueTokenOptions } from '../src/issue-token.js';
import { rtc, type RtcGrant } from '../src/services/rtc.js';
import type { VerifyTokenOptions } from '../src/verify-token.js';
import { APP_ID, CERTIFICATE, ISSUED_AT } from './forge-token.js';

/** A grant like most: user 7 publishes in stage-1. */
export const SAMPLE_GRANT: RtcGrant = rtc({ channel: 'stage-1', uid: 7, role: 'publisher' });

/** What `issueToken` takes, with fixed time and salt. */
export function sampleIssue(changes: Partial<IssueTokenOptions> = {}): IssueTokenOptions {
  return {
    appId: APP_ID,
    certificate: CERTIFICATE,
    services: [SAMPLE_GRANT],
    expiresInSeconds: 3600,
    issuedAt: ISSUED_AT,
    salt: 1,
    ...changes,
  };
}

/** What `verifyToken` takes, at the second in which the sample is issued. */
export function sampleVerify(changes: Partial<VerifyTokenOptions> = {}): VerifyTokenOptions {
  return { appId: APP_ID, certificates: [CERTIFICATE], now: ISSUED_AT, ...changes };
}
