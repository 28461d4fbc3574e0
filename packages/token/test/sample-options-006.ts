import {
  verifyToken006,
  type IssueToken006Options,
  type VerifyToken006Options,
} from '../src/006.js';
import { outcomeOf } from './catch-token-error.js';
import { APP_ID, CERTIFICATE, ISSUED_AT } from './forge-token.js';
import { forgeToken006, type ForgedToken006 } from './forge-token-006.js';

/** What both take, whatever the subject. Wrong on purpose where a test wants it so. */
type Changes = Readonly<Record<string, unknown>>;

/** What `issueToken006` takes, with fixed time and salt: user 7 publishes in stage-1. */
export function sampleIssue006(changes: Changes = {}): IssueToken006Options {
  const options = {
    appId: APP_ID,
    certificate: CERTIFICATE,
    channel: 'stage-1',
    uid: 7,
    role: 'publisher',
    issuedAt: ISSUED_AT,
    salt: 1,
    ...changes,
  };
  return options as IssueToken006Options;
}

/** What `verifyToken006` takes, at the second in which the sample is issued. */
export function sampleVerify006(changes: Changes = {}): VerifyToken006Options {
  const options = {
    appId: APP_ID,
    certificates: [CERTIFICATE],
    channel: 'stage-1',
    uid: 7,
    now: ISSUED_AT,
    ...changes,
  };
  return options;
}

/** The same for a user of Signaling. */
export const SIGNALING: Changes = { channel: undefined, uid: undefined, userId: 'zoe' };

/** What comes of verifying a token made by hand: `fine`, or the code. */
export const judge006 = (token: ForgedToken006, changes: Changes = {}): string =>
  outcomeOf(() => verifyToken006(forgeToken006(token), sampleVerify006(changes)));
