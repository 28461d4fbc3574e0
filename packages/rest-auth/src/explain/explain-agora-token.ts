import { explainToken, type TokenReport } from '@stagedoor/token/explain';
import { findReasons } from './finding-kinds.js';
import { findAppIdInPath, type RequestEvidence } from './request-evidence.js';
import type { SchemeExplanation } from './scheme-explanation.js';
import { findShownToken, isOlderPair, serviceOfPath, type ShownTokenText } from './shown-token.js';
import { listTokenReasons, TOKEN_GROUPS, type TokenEvidence } from './token-findings.js';

/** What is wrong with the token itself. `now`: Unix seconds. */
export function explainShownToken(
  { text, userId }: ShownTokenText,
  { request, facts }: Pick<RequestEvidence, 'request' | 'facts'>,
  now: number,
): TokenReport {
  const service = serviceOfPath(request.target);
  return explainToken(text, {
    appId: facts.appId ?? findAppIdInPath(request.target),
    certificates: facts.certificates,
    customerSecret: facts.secrets[0],
    use: 'rest',
    now,
    ...(service === undefined ? {} : { service }),
    ...(userId === undefined ? {} : { userId }),
  });
}

/** What is wrong with a token, and with how it is shown. */
export function explainAgoraToken(
  evidence: RequestEvidence,
  now: number,
): Promise<SchemeExplanation> {
  const shown = findShownToken(evidence.authorization, evidence.index) ?? {
    text: '',
    userId: undefined,
  };
  const report = explainShownToken(shown, evidence, now);
  const shownEvidence: TokenEvidence = { ...evidence, shown, report };
  const form = findReasons(TOKEN_GROUPS, shownEvidence);
  // What is no token has nothing more to say than that; of one of format 006 the verifier says it.
  const isNone = form.some(({ kind }) => kind === 'basic_value_as_token') || isOlderPair(shown);
  return Promise.resolve({
    findings: isNone ? form : [...form, ...listTokenReasons(report.findings, evidence)],
    claimedId: report.claims?.appId,
    token: isOlderPair(shown) ? undefined : report,
  });
}
