import type { FindingKind, FindingSeverity } from '../src/explain/finding-kinds.js';
import type { KnownFacts } from '../src/explain/parse-known.js';
import { issueToken, type IssueTokenOptions } from '../src/issue-token.js';
import { APP_ID, CERTIFICATE, ISSUED_AT, OTHER_CERTIFICATE } from './forge-token.js';
import { sampleIssue } from './sample-options.js';

/** A customer secret that was shown once. */
export const CUSTOMER_SECRET = '5ec4e75ec4e75ec4e75ec4e75ec4e751';
/** A certificate of a project that is not the one in question. */
export const FOREIGN_CERTIFICATE = 'f0f0f0f0e1e1e1e1d2d2d2d2c3c3c3c3';

/** A token that is wrong in one way, what is known beside it, and what must be found. */
export interface ExplainedToken {
  readonly name: string;
  readonly kind: FindingKind;
  /** Default `fatal`, and then it must come first. */
  readonly severity?: FindingSeverity;
  readonly token: string;
  readonly known?: KnownFacts;
  /** What the message must hold. */
  readonly says?: string | RegExp;
}

/** All that one knows who runs the project, at the second of issuing. */
export const ALL_KNOWN: KnownFacts = {
  appId: APP_ID,
  certificates: [CERTIFICATE, OTHER_CERTIFICATE],
  otherCertificates: { 'the staging project': FOREIGN_CERTIFICATE },
  customerSecret: CUSTOMER_SECRET,
  now: ISSUED_AT,
};

/** The sample token with changes. */
export const issue = (changes: Partial<IssueTokenOptions> = {}): string =>
  issueToken(sampleIssue(changes));
/** The sample token. */
export const TOKEN: string = issue();

/** The same, where the sample token's client joined. */
export const JOINED: KnownFacts = { ...ALL_KNOWN, channel: 'stage-1', uid: 7 };
