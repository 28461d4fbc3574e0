import type { TokenReport } from '@stagedoor/token/explain';
import type { AuthErrorCode } from './errors.js';
import { AUTHORIZATION_GROUPS } from './explain/authorization-findings.js';
import { behindScheme } from './explain/behind-scheme.js';
import { explainShownToken } from './explain/explain-agora-token.js';
import { findOwnTime } from './explain/find-own-time.js';
import {
  fatal,
  findReasons,
  REQUEST_FINDING_KINDS,
  sortRequestFindings,
  type FoundReason,
  type RequestFinding,
} from './explain/finding-kinds.js';
import { judgeRequest, type JudgedRequest, type Judgement } from './explain/judge-request.js';
import { MESSAGE_FINDING_GROUPS } from './explain/message-findings.js';
import { parseRequestFacts, type RequestFacts } from './explain/parse-request-facts.js';
import { readBasicPair } from './explain/read-basic-pair.js';
import type { Refusal, RequestEvidence } from './explain/request-evidence.js';
import { findExplainer } from './explain/scheme-explainers.js';
import type { SchemeExplanation } from './explain/scheme-explanation.js';
import { SecretOmitter } from './explain/secret-omitter.js';
import { findShownToken, isOlderPair } from './explain/shown-token.js';
import type { SigningComparison } from './explain/signing-comparison.js';
import { HeaderIndex } from './headers/header-index.js';
import type { ReceivedRequest } from './request.js';

/** What every report has. No part of it holds a secret, a token or a signature. */
interface ReportParts {
  /** Method, target and host, for people. */
  readonly summary: string;
  /** The scheme that the request uses, as the verifier calls it; left out where it uses none. */
  readonly scheme?: string;
  /** The customer ID or the App ID that it names, which is not proven. */
  readonly claimedId?: string;
  /** What was found, the most likely cause first. */
  readonly findings: readonly RequestFinding[];
  /** What is signed, for a scheme that signs. */
  readonly signing?: SigningComparison;
  /** What the token says and how it was judged, for a scheme that shows one. */
  readonly token?: TokenReport;
}

/** Nothing known speaks against the request. */
interface PassedReport extends ReportParts {
  readonly verdict: 'accepted' | 'unproven';
  readonly code?: undefined;
}

/** Something known speaks against the request. */
interface RejectedReport extends ReportParts {
  readonly verdict: 'rejected';
  /** What the verifier refuses it with. */
  readonly code: AuthErrorCode;
}

/**
 * What can be said about a request, told apart by `verdict`: as the verifier decides with what is known. `rejected` where
 * something known speaks against the request, `unproven` where nothing does, but a secret, a certificate or the body is
 * missing. A `code` is there exactly where it is `rejected`.
 */
export type RequestReport = PassedReport | RejectedReport;

/** Everything that must not be said: what is known, and what the request itself shows. */
function listSecrets({ facts, authorization, index }: JudgedRequest): readonly string[] {
  const rest = behindScheme(authorization);
  const { pair } = readBasicPair(rest);
  const token = findShownToken(authorization, index)?.text ?? '';
  const signature = /signature\s*=\s*["']?(?<text>[^"',\s]+)/i.exec(rest)?.groups?.['text'];
  return [
    ...facts.secrets,
    ...facts.certificates,
    pair?.customerSecret ?? '',
    pair === undefined ? '' : rest,
    token,
    signature ?? '',
    index.first('signature') ?? '',
  ];
}

/** What the verifier says; of a token that nobody is there to prove, what can be said without. */
async function judge(judged: JudgedRequest): Promise<Judgement> {
  const judgement = await judgeRequest(judged);
  const shown = findShownToken(judged.authorization, judged.index);
  const isToken = /^agora\b|^$/i.test(judged.authorization) && shown !== undefined;
  if (judgement.kind !== 'unproven' || !isToken || isOlderPair(shown)) return judgement;
  const { verdict, findings } = explainShownToken(shown, judged, judged.now);
  if (verdict !== 'rejected') return judgement;
  const message = `the token is refused: ${findings[0]?.message ?? 'see its report'}`;
  return { kind: 'refused', refusal: { code: 'token_refused', message } };
}

/** What speaks, where nothing else explains why the request is refused. */
function explainRefusal({ code, message }: Refusal): FoundReason {
  const kind = REQUEST_FINDING_KINDS.find((each) => each === code) ?? 'refused';
  return { kind, codes: [code], ...fatal(message, `see docs/errors/${code}.md`) };
}

const isReasonOf = ({ severity, codes }: FoundReason, code: AuthErrorCode): boolean =>
  severity === 'fatal' && codes.includes(code);

/** Why nothing was proven. */
const UNPROVEN: FoundReason = {
  kind: 'unproven',
  codes: [],
  severity: 'note',
  message: 'nothing speaks against the request, and it is not proven either',
  fix: 'give the customer secret, or for a token the App Certificate',
};

/** Findings that say the same are one. */
const isFirst = (
  { kind, message }: RequestFinding,
  at: number,
  all: readonly RequestFinding[],
): boolean => all.findIndex((other) => other.kind === kind && other.message === message) === at;

const toFinding = ({ kind, severity, message, fix }: FoundReason): RequestFinding => ({
  kind,
  severity,
  message,
  fix,
});

/** Everything that was found, and the code of the refusal. */
interface Conclusion {
  readonly verdict: RequestReport['verdict'];
  readonly code: AuthErrorCode | undefined;
  readonly reasons: readonly FoundReason[];
}

/** Without a secret there may still be a proof that the request is wrong. */
function conclude(judgement: Judgement, reasons: readonly FoundReason[]): Conclusion {
  if (judgement.kind === 'refused') {
    const { refusal } = judgement;
    const isExplained = reasons.some((reason) => isReasonOf(reason, refusal.code));
    const all = isExplained ? reasons : [...reasons, explainRefusal(refusal)];
    return { verdict: 'rejected', code: refusal.code, reasons: all };
  }
  if (judgement.kind === 'proven') return { verdict: 'accepted', code: undefined, reasons };
  const code = reasons.find(({ severity }) => severity === 'fatal')?.codes[0];
  return code === undefined
    ? { verdict: 'unproven', code, reasons: [...reasons, UNPROVEN] }
    : { verdict: 'rejected', code, reasons };
}

/** The ID that is claimed, unless it is a secret in the place of one. */
function showClaimed(
  claimedId: string | undefined,
  reasons: readonly FoundReason[],
  omitter: SecretOmitter,
): { readonly claimedId?: string } {
  const isSecret = reasons.some(({ kind }) => kind === 'id_and_secret_swapped');
  return claimedId === undefined || isSecret ? {} : { claimedId: omitter.omit(claimedId) };
}

/** A report without what is undefined. */
function writeReport(
  { verdict, code, reasons }: Conclusion,
  { request, index, omitter }: RequestEvidence,
  scheme: string | undefined,
  { claimedId, signing, token }: SchemeExplanation,
): RequestReport {
  const host = index.first('host') ?? '(no host)';
  const parts: ReportParts = {
    summary: omitter.omit(`${request.method} ${request.target} to ${host}`),
    ...(scheme === undefined ? {} : { scheme }),
    ...showClaimed(claimedId, reasons, omitter),
    findings: sortRequestFindings(reasons.map(toFinding).filter(isFirst)),
    ...(signing === undefined ? {} : { signing }),
    ...(token === undefined ? {} : { token }),
  };
  if (verdict === 'rejected' && code !== undefined) return { verdict, code, ...parts };
  return { verdict: verdict === 'accepted' ? verdict : 'unproven', ...parts };
}

/**
 * Tells what is wrong with a request, from what is known beside it: every cause that fits, the most likely first, each
 * with what to do about it. For people who look for a fault; to let requests in, use `verifyRequest`.
 *
 * The real verifier decides. For a signature that does not fit, what clients sign by mistake is tried with each given
 * secret, and so are two mistakes at once.
 *
 * ```ts
 * const { verdict, findings, signing } = await explainRequest(request, { customerSecrets: [secret], now });
 * for (const { kind, message, fix } of findings) console.log(`${kind}: ${message}. ${fix}`);
 * ```
 *
 * Throws nothing, whatever the request is. No part of the report holds a secret, a token or a signature. Some ten
 * thousand signatures are computed at most for each secret.
 */
export async function explainRequest(
  request: ReceivedRequest,
  known: RequestFacts = {},
): Promise<RequestReport> {
  const facts = parseRequestFacts(known);
  const index = new HeaderIndex(request.headers);
  const authorization = index.first('authorization') ?? '';
  const now = facts.now ?? findOwnTime(authorization, index) ?? 0;
  const judged: JudgedRequest = { request, index, authorization, facts, now };
  const judgement = await judge(judged);
  const refusal = judgement.kind === 'refused' ? judgement.refusal : undefined;
  const omitter = new SecretOmitter(listSecrets(judged));
  const evidence: RequestEvidence = { request, index, facts, omitter, authorization, refusal };
  const explainer = findExplainer(evidence);
  const explanation = (await explainer?.explain(evidence, now)) ?? { findings: [] };
  const reasons = [
    ...findReasons(AUTHORIZATION_GROUPS, evidence),
    ...explanation.findings,
    ...findReasons(MESSAGE_FINDING_GROUPS, evidence),
  ];
  return writeReport(conclude(judgement, reasons), evidence, explainer?.name, explanation);
}
