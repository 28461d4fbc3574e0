import type { TokenErrorCode } from './errors.js';
import { CHANNEL_DIFFERENCES, CHANNEL_GROUPS } from './explain/channel-findings.js';
import { findEvidence, findCode, type Evidence } from './explain/find-evidence.js';
import { findFindings, sortFindings, type Finding } from './explain/finding-kinds.js';
import { parseKnown, type Facts, type KnownFacts } from './explain/parse-known.js';
import { parseOutputClaims } from './explain/parse-output-claims.js';
import { PROJECT_GROUPS } from './explain/project-findings.js';
import { omitSecrets } from './explain/quote-text.js';
import { readText, type ReadText } from './explain/read-text.js';
import { SERVICE_DIFFERENCES, SERVICE_GROUPS } from './explain/service-findings.js';
import { findTextFindings } from './explain/text-findings.js';
import { PRIVILEGE_ENDS, TIME_GROUPS } from './explain/time-findings.js';
import { USER_DIFFERENCES, USER_GROUPS } from './explain/user-findings.js';
import type { TokenClaims } from './v007/token-claims.js';

/** What every report has. */
interface ReportParts {
  /** Which of the known certificates signed it. */
  readonly signedWith?: 'primary' | 'secondary';
  /** What was found, the most likely cause first. */
  readonly findings: readonly Finding[];
}

/** Nothing known speaks against the token. */
interface PassedReport extends ReportParts {
  readonly verdict: 'accepted' | 'unproven';
  readonly code?: undefined;
  /** What it says. Proven only where the verdict is `accepted`. */
  readonly claims: TokenClaims;
}

/** Something known speaks against the token. */
interface RejectedReport extends ReportParts {
  readonly verdict: 'rejected';
  /** The first failure, in the order of `verifyToken`; of a text that cannot be read, that of what is left of it. */
  readonly code: TokenErrorCode;
  /** What it says, where it can be read, if need be after repairs. Not proven. */
  readonly claims?: TokenClaims;
}

/**
 * What can be said about a token, told apart by `verdict`: as a verifier would decide with what is known, one that lets
 * wildcards in unless it is told otherwise. `rejected` where something known speaks against the token, `unproven` where
 * nothing does, but App ID or certificate are missing. A `code` is there exactly where it is `rejected`.
 */
export type TokenReport = PassedReport | RejectedReport;

/** All that is asked about a token that can be read. */
const ALL_GROUPS = [
  ...PROJECT_GROUPS,
  ...TIME_GROUPS,
  ...SERVICE_GROUPS,
  ...USER_GROUPS,
  ...CHANNEL_GROUPS,
];

/** What is asked again of every further service that was used, and that a verifier would refuse. */
const USE_GROUPS = [SERVICE_DIFFERENCES, USER_DIFFERENCES, CHANNEL_DIFFERENCES, PRIVILEGE_ENDS];

/** All that is found in a token that can be read. */
const explainEvidence = (evidence: Evidence): readonly Finding[] => [
  ...findFindings(ALL_GROUPS, evidence),
  ...evidence.others.flatMap((use) => findFindings(USE_GROUPS, { ...evidence, ...use })),
];

/** Parts of what is known that cannot be used. */
const explainProblems = (facts: Facts): readonly Finding[] =>
  facts.problems.length === 0
    ? []
    : [
        {
          kind: 'unusable_option',
          severity: 'warning',
          message: `what was given beside the token is not as it should be: ${omitSecrets(facts.problems.join('; '), facts)}`,
          fix: 'correct it here, and look whether it is written so where the token is built',
        },
      ];

/** What is wrong with the text itself. */
function explainText(text: string, facts: Facts, read: ReadText): readonly Finding[] {
  if (read.kind === 'read') return [];
  if (read.kind === 'unreadable') return findTextFindings(text, facts, read);
  return read.repairs.map(({ kind, message, fix }) => ({
    kind,
    severity: 'fatal',
    message: `${message}; without that it can be read`,
    fix,
  }));
}

/** Whether the App ID must not be shown. */
const isHidden = (findings: readonly Finding[]): boolean =>
  findings.some(({ kind }) => kind === 'swapped_app_id');

/** What the token says, without secrets that stand in it, in the place of the App ID above all. */
function showClaims({ claims, facts }: Evidence, findings: readonly Finding[]): TokenClaims {
  const shown = parseOutputClaims(claims, facts);
  return isHidden(findings) ? { ...shown, appId: '(a secret)' } : shown;
}

/** As a verifier would decide: a fatal finding is what it refuses for. */
function judge({ appId, live }: Facts, findings: readonly Finding[]): TokenReport['verdict'] {
  if (findings.some(({ severity }) => severity === 'fatal')) return 'rejected';
  return appId !== undefined && live.length > 0 ? 'accepted' : 'unproven';
}

/** Which live certificate signed. */
const nameSigner = ({ signer }: Evidence): { signedWith?: 'primary' | 'secondary' } =>
  signer.kind === 'live' && (signer.name === 'primary' || signer.name === 'secondary')
    ? { signedWith: signer.name }
    : {};

/** A caller without types can pass anything: it is explained as what it would look like in a request. */
function toText(given: unknown): string {
  if (typeof given === 'string') return given;
  if (typeof given === 'function') return '[object Function]';
  return typeof given === 'object' && given !== null ? '[object Object]' : String(given);
}

/**
 * Tells what is wrong with a token, from what is known beside it: every cause that fits, the most likely first, each
 * with what to do about it. For people who look for a fault; to admit users, use `verifyToken`.
 *
 * A damaged text is repaired where that is possible, reported as bad, and explained further as if it had come whole.
 *
 * ```ts
 * const { verdict, findings } = explainToken(token, { appId, certificates: [primary], channel: 'stage-1', uid: 42 });
 * for (const { kind, message, fix } of findings) console.log(`${kind}: ${message}. ${fix}`);
 * ```
 *
 * Never throws, whatever is given. What is known and cannot be used is left out, and is a finding itself. No finding
 * holds a certificate, a customer secret, a signature or a token. Time and memory are bounded as those of
 * `inspectToken` are: a fixed number of repairs is tried.
 */
export function explainToken(text: string, known: KnownFacts = {}): TokenReport {
  const facts = parseKnown(known);
  const asText = toText(text);
  const read = readText(asText);
  const first = [...explainText(asText, facts, read), ...explainProblems(facts)];
  if (read.kind === 'unreadable') {
    return { verdict: 'rejected', code: read.error.code, findings: sortFindings(first) };
  }
  const evidence = findEvidence(read.decoded, facts);
  const findings = sortFindings([...first, ...explainEvidence(evidence)]);
  const parts = { ...nameSigner(evidence), claims: showClaims(evidence, findings), findings };
  const verdict = judge(facts, findings);
  if (verdict !== 'rejected') return { verdict, ...parts };
  // Nothing else is rejected that a verifier has no code for: a secret in the place of an App ID that is not known.
  const code = read.kind === 'repaired' ? read.error.code : findCode(evidence);
  return { verdict, code: code ?? 'wrong_app_id', ...parts };
}
