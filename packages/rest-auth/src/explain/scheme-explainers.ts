import { explainAgoraToken } from './explain-agora-token.js';
import { explainBasic } from './explain-basic.js';
import { explainHmac } from './hmac/explain-hmac.js';
import { explainMessageSignature } from './message-signature/explain-message-signature.js';
import type { RequestEvidence } from './request-evidence.js';
import type { SchemeExplanation } from './scheme-explanation.js';

/** What explains the requests of one scheme. */
export interface SchemeExplainer {
  /** The name of the scheme, as the verifier calls it. */
  readonly name: string;
  /** Whether a request uses the scheme, rightly or not. */
  isUsed(evidence: RequestEvidence): boolean;
  /** `now`: the time to judge by, Unix seconds. */
  explain(evidence: RequestEvidence, now: number): Promise<SchemeExplanation>;
}

/** One row for each scheme. The word at the beginning of Authorization decides, and without one the other headers. */
const SCHEME_EXPLAINERS: readonly SchemeExplainer[] = [
  {
    name: 'basic',
    isUsed: ({ authorization }) => /^basic(?:\s|$)/i.test(authorization),
    explain: explainBasic,
  },
  {
    name: 'hmac',
    isUsed: ({ authorization }) => /^hmac(?:\s|$)/i.test(authorization),
    explain: explainHmac,
  },
  {
    name: 'agora-token',
    isUsed: ({ authorization, index }) =>
      /^agora(?:\s|$)/i.test(authorization) ||
      (authorization === '' &&
        ['x-agora-token', 'x-agora-uid'].some((name) => index.first(name) !== undefined)),
    explain: explainAgoraToken,
  },
  {
    name: 'message-signature',
    isUsed: ({ authorization, index }) =>
      authorization === '' &&
      ['signature-input', 'signature'].some((name) => index.first(name) !== undefined),
    explain: explainMessageSignature,
  },
];

/** What explains this request; undefined where it uses no scheme. */
export const findExplainer = (evidence: RequestEvidence): SchemeExplainer | undefined =>
  SCHEME_EXPLAINERS.find((each) => each.isUsed(evidence));
