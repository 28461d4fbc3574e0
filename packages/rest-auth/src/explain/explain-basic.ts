import { behindScheme } from './behind-scheme.js';
import {
  BASIC_FORM_GROUP,
  BASIC_PAIR_GROUPS,
  type BasicEvidence,
  type BasicPairEvidence,
} from './basic-findings.js';
import { findReasons, type FoundReason } from './finding-kinds.js';
import { MAX_LIVE_SECRETS } from './parse-request-facts.js';
import { readBasicPair, type BasicPair } from './read-basic-pair.js';
import type { RequestEvidence } from './request-evidence.js';
import { isSameText } from './same-text.js';
import type { SchemeExplanation } from './scheme-explanation.js';
import { noteSecondary } from './note-secondary.js';

function explainPair(pair: BasicPair, evidence: RequestEvidence): readonly FoundReason[] {
  const { customerId: claimedId, customerSecret } = pair;
  const paired: BasicPairEvidence = { ...evidence, pair, claimedId };
  const index = evidence.facts.secrets
    .slice(0, MAX_LIVE_SECRETS)
    .findIndex((secret) => isSameText(customerSecret, secret));
  return [...findReasons(BASIC_PAIR_GROUPS, paired), ...noteSecondary(index)];
}

/** What is wrong with a credential of Basic. */
export function explainBasic(evidence: RequestEvidence): Promise<SchemeExplanation> {
  const rest = behindScheme(evidence.authorization);
  const { form, pair } = readBasicPair(rest);
  const formed: BasicEvidence = { ...evidence, form, rest };
  const findings = evidence.refusal === undefined ? [] : findReasons([BASIC_FORM_GROUP], formed);
  return Promise.resolve(
    pair === undefined
      ? { findings }
      : { findings: [...findings, ...explainPair(pair, evidence)], claimedId: pair.customerId },
  );
}
