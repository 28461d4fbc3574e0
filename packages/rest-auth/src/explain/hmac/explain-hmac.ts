import { equalInConstantTime } from '../../equal-in-constant-time.js';
import { behindScheme } from '../behind-scheme.js';
import { CUSTOMER_GROUP, type ClaimEvidence } from '../customer-findings.js';
import { findReasons, type FoundReason } from '../finding-kinds.js';
import { noteSecondary } from '../note-secondary.js';
import type { RequestEvidence } from '../request-evidence.js';
import type { SchemeExplanation } from '../scheme-explanation.js';
import {
  compareStrings,
  findStringDifference,
  type SigningComparison,
} from '../signing-comparison.js';
import { DATE_GROUPS, listDateEvidence } from './date-findings.js';
import { DIGEST_GROUPS, findDigestEvidence } from './digest-findings.js';
import {
  findClientDraft,
  findServerDraft,
  type ClientDraft,
  type SignatureClue,
} from './find-client-draft.js';
import { GRAMMAR_GROUPS, type GrammarEvidence } from './grammar-findings.js';
import { KEY_VARIANTS } from './key-variants.js';
import { readHmacCredential, type ReadHmac } from './read-hmac-credential.js';
import { readSignatureForms, type ReadSignature } from './read-signature-forms.js';
import { listDeviations, SIGNATURE_GROUPS, type SignatureEvidence } from './signature-findings.js';
import { computeDraft, writeDraft, type SigningDraft } from './signing-draft.js';

const UTF8 = new TextEncoder();

/** More names than any client signs: orders and lines of them are not tried. */
const MAX_NAMES = 32;

/** What the parameters say of the signature; undefined where they say too little. */
function toClue(read: ReadHmac, signature: ReadSignature): SignatureClue | undefined {
  const list = read.values.get('headers') ?? '';
  const names = list.split(/[\s,]+/).filter((name) => name !== '');
  if (names.length === 0 || names.length > MAX_NAMES) return undefined;
  const algorithm = read.values.get('algorithm') ?? '';
  return { names, algorithm, candidates: signature.candidates };
}

/** The keys and algorithms that the client may have used on its own string. */
const listKeyDrafts = (draft: SigningDraft, evidence: ClaimEvidence): readonly SigningDraft[] => [
  draft,
  ...KEY_VARIANTS.flatMap((row) => row.list(draft, evidence).map((each) => each.draft)),
];

/** Whether any secret, or what clients take for one, makes the signature of the string that was given. */
async function judgeGiven(
  text: string | undefined,
  server: SigningDraft,
  clue: SignatureClue,
  evidence: ClaimEvidence,
): Promise<SignatureEvidence['given']> {
  if (text === undefined) return 'none';
  const octets = UTF8.encode(text);
  const secrets = evidence.facts.secrets.map((secret, secretIndex) => ({
    ...server,
    key: UTF8.encode(secret),
    secretIndex,
  }));
  for (const draft of secrets.flatMap((each) => listKeyDrafts(each, evidence))) {
    const mac = await computeDraft(draft, octets);
    if (clue.candidates.some((candidate) => equalInConstantTime(candidate, mac))) return 'signed';
  }
  return 'not signed';
}

/** What is said of the signature, and both strings. */
interface ExplainedSignature {
  readonly findings: readonly FoundReason[];
  readonly signing: SigningComparison | undefined;
  readonly octets: GrammarEvidence['octets'];
}

/** What the client signed: what was given, or else what was found. */
function chooseClient(
  given: string | undefined,
  found: ClientDraft | undefined,
): { readonly text: string; readonly is: 'given' | 'found' } | undefined {
  if (given !== undefined) return { text: given, is: 'given' };
  return found === undefined || found.deviations.length === 0
    ? undefined
    : { text: writeDraft(found.draft), is: 'found' };
}

const PORT = /:\d+$/;

/** That the host was signed without the port that arrived, which then nobody can be sure of. */
function notePort(found: ClientDraft | undefined, sentHost: string): readonly FoundReason[] {
  const isUnsigned = found?.draft.line.host === sentHost.replace(PORT, '');
  if (!isUnsigned || !PORT.test(sentHost) || found.deviations.length > 0) return [];
  return [
    {
      kind: 'host_port_unsigned',
      codes: [],
      severity: 'note',
      message: 'the host is signed without its port, which is taken; the port is then not proven',
      fix: 'sign the value of Host as it goes out',
    },
  ];
}

function judgeOctets(found: ClientDraft | undefined): GrammarEvidence['octets'] {
  if (found === undefined) return 'unexplained';
  return found.deviations.length === 0 ? 'right' : 'explained';
}

const NOTHING: ExplainedSignature = { findings: [], signing: undefined, octets: 'unexplained' };

async function explainSignature(
  clue: SignatureClue,
  evidence: ClaimEvidence,
): Promise<ExplainedSignature> {
  const { facts, omitter, index } = evidence;
  const server = findServerDraft(clue, evidence);
  if (server === undefined) return NOTHING;
  const found = await findClientDraft(clue, evidence);
  const client = chooseClient(facts.clientSigningString, found);
  const text = writeDraft(found?.server ?? server);
  const proof: SignatureEvidence = {
    ...evidence,
    found,
    given: await judgeGiven(facts.clientSigningString, server, clue, evidence),
    difference: client === undefined ? undefined : findStringDifference(text, client.text),
  };
  const isRight = found?.deviations.length === 0;
  return {
    findings: [
      ...listDeviations(proof),
      ...findReasons(SIGNATURE_GROUPS, proof),
      ...noteSecondary(isRight ? found.draft.secretIndex : undefined),
      ...notePort(found, index.first('host') ?? ''),
    ],
    signing: compareStrings(text, client, omitter),
    octets: judgeOctets(found),
  };
}

/** What is wrong with the body and the dates, whatever the signature is. */
function explainParts(names: readonly string[], evidence: RequestEvidence): readonly FoundReason[] {
  const digest = findDigestEvidence(evidence);
  return [
    ...listDateEvidence(names, evidence).flatMap((date) => findReasons(DATE_GROUPS, date)),
    ...(digest === undefined ? [] : findReasons(DIGEST_GROUPS, digest)),
  ];
}

/** What is wrong with a request of hmac: its parameters, its dates, its body, and what the client signed. */
export async function explainHmac(evidence: RequestEvidence): Promise<SchemeExplanation> {
  const read = readHmacCredential(behindScheme(evidence.authorization));
  const claimedId = read.values.get('username') ?? '';
  const claim: ClaimEvidence = { ...evidence, claimedId };
  const signature = readSignatureForms(read.values.get('signature') ?? '');
  const clue = toClue(read, signature);
  const explained = clue === undefined ? NOTHING : await explainSignature(clue, claim);
  const grammar = {
    ...evidence,
    read,
    form: signature.form,
    octets: explained.octets,
  };
  const covered = (clue?.names ?? []).map((name) => name.toLowerCase());
  return {
    findings: [
      ...findReasons(GRAMMAR_GROUPS, grammar),
      ...findReasons([CUSTOMER_GROUP], claim),
      ...explained.findings,
      ...explainParts(covered, evidence),
    ],
    claimedId: claimedId === '' ? undefined : claimedId,
    signing: explained.signing,
  };
}
