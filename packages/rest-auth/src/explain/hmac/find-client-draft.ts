import { equalInConstantTime } from '../../equal-in-constant-time.js';
import { listCandidates } from '../../schemes/hmac/candidates.js';
import { MAC_ALGORITHMS } from '../../schemes/hmac/mac.js';
import { toOctets } from '../../schemes/hmac/signing-string.js';
import type { RequestFindingKind } from '../finding-kinds.js';
import type { ClaimEvidence } from '../customer-findings.js';
import { FIELD_VARIANTS } from './field-variants.js';
import { KEY_VARIANTS } from './key-variants.js';
import { REQUEST_LINE_VARIANTS } from './request-line-variants.js';
import { computeDraft, EMPTY_DRAFT, writeDraft, type SigningDraft } from './signing-draft.js';
import { TEXT_VARIANTS } from './text-variants.js';
import type { Alteration, VariantRow } from './variant-row.js';

/** Every way to sign something else, the likelier ones first. */
export const VARIANTS: readonly VariantRow[] = [
  ...KEY_VARIANTS,
  ...REQUEST_LINE_VARIANTS,
  ...FIELD_VARIANTS,
  ...TEXT_VARIANTS,
];

/** What a client did otherwise. */
export interface Deviation {
  readonly kind: RequestFindingKind;
  readonly message: string;
  readonly fix: string;
}

/** What is known of the signature of a request. */
export interface SignatureClue {
  /** The names as they are listed. */
  readonly names: readonly string[];
  readonly algorithm: string;
  /** The octets that the signature may stand for. */
  readonly candidates: readonly Uint8Array[];
}

/** What the client signed, and how it differs from what the server builds. */
export interface ClientDraft {
  readonly draft: SigningDraft;
  /** What the server builds in its place. */
  readonly server: SigningDraft;
  /** None where the signature is right. */
  readonly deviations: readonly Deviation[];
}

const UTF8 = new TextEncoder();
/** Used where no secret is known, so that what needs none is still tried. */
const NO_SECRET: Uint8Array = /* @__PURE__ */ UTF8.encode('a secret that nobody has');

/** What the server builds, as often as there are hosts and versions, with one key. */
function listServerDrafts(
  clue: SignatureClue,
  { request, index, facts }: ClaimEvidence,
): readonly SigningDraft[] {
  const host = index.first('host') ?? '';
  const secrets = facts.secrets.map((secret, secretIndex) => ({
    key: UTF8.encode(secret),
    secretIndex,
  }));
  const keys = secrets.length > 0 ? secrets : [{ key: NO_SECRET, secretIndex: undefined }];
  const mac = MAC_ALGORITHMS.has(clue.algorithm) ? clue.algorithm : 'hmac-sha256';
  return listCandidates(request, host, facts.profile).flatMap((candidate) =>
    keys.map((key) => ({
      ...EMPTY_DRAFT,
      names: clue.names,
      line: { method: request.method, target: request.target, ...candidate },
      valueOf: (name) => index.first(name) ?? '',
      mac,
      ...key,
    })),
  );
}

/** The draft that the server builds first, with any key. */
export const findServerDraft = (
  clue: SignatureClue,
  evidence: ClaimEvidence,
): SigningDraft | undefined => listServerDrafts(clue, evidence)[0];

async function isSignedAs(
  draft: SigningDraft,
  candidates: readonly Uint8Array[],
): Promise<boolean> {
  const mac = await computeDraft(draft, toOctets(writeDraft(draft)));
  return candidates.some((candidate) => equalInConstantTime(candidate, mac));
}

/** What can be tried first. Without a secret, only what puts something else in its place. */
const listStarts = ({ secretIndex }: SigningDraft): readonly VariantRow[] =>
  secretIndex === undefined ? KEY_VARIANTS : VARIANTS;

/** One step away from a draft. */
interface Step extends Alteration {
  readonly row: VariantRow;
}

function* walkSteps(
  draft: SigningDraft,
  evidence: ClaimEvidence,
  rows: readonly VariantRow[],
): Generator<Step> {
  for (const row of rows) {
    for (const alteration of row.list(draft, evidence)) yield { row, ...alteration };
  }
}

const toDeviation = ({ row: { kind, fix }, message }: Step): Deviation => ({ kind, message, fix });

async function findSingle(
  draft: SigningDraft,
  evidence: ClaimEvidence,
  candidates: readonly Uint8Array[],
): Promise<ClientDraft | undefined> {
  for (const step of walkSteps(draft, evidence, listStarts(draft))) {
    if (await isSignedAs(step.draft, candidates)) {
      return { draft: step.draft, server: draft, deviations: [toDeviation(step)] };
    }
  }
  return undefined;
}

/** What can be combined with a variant, among those behind it: each pair is tried in one order alone. */
function listFollowers(first: VariantRow): readonly VariantRow[] {
  if (first.isAlone === true) return [];
  return VARIANTS.slice(VARIANTS.indexOf(first) + 1).filter(
    ({ axis, isAlone }) => axis !== first.axis && isAlone !== true,
  );
}

async function findPair(
  draft: SigningDraft,
  evidence: ClaimEvidence,
  candidates: readonly Uint8Array[],
): Promise<ClientDraft | undefined> {
  for (const first of walkSteps(draft, evidence, listStarts(draft))) {
    for (const second of walkSteps(first.draft, evidence, listFollowers(first.row))) {
      if (await isSignedAs(second.draft, candidates)) {
        const deviations = [toDeviation(first), toDeviation(second)];
        return { draft: second.draft, server: draft, deviations };
      }
    }
  }
  return undefined;
}

/** What is tried for each draft of the server, the likelier first. */
const SEARCHES = [
  async (
    draft: SigningDraft,
    _: ClaimEvidence,
    candidates: readonly Uint8Array[],
  ): Promise<ClientDraft | undefined> =>
    draft.secretIndex !== undefined && (await isSignedAs(draft, candidates))
      ? { draft, server: draft, deviations: [] }
      : undefined,
  findSingle,
  findPair,
];

/**
 * What the client signed: what the server builds, or that with one deviation or two of `VARIANTS`; undefined where it
 * is none of these. Tries some thousands of signatures for each secret.
 */
export async function findClientDraft(
  clue: SignatureClue,
  evidence: ClaimEvidence,
): Promise<ClientDraft | undefined> {
  const drafts = listServerDrafts(clue, evidence);
  for (const search of SEARCHES) {
    for (const draft of drafts) {
      const found = await search(draft, evidence, clue.candidates);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
