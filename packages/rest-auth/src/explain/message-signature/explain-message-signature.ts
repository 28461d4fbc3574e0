import { decodeBase64 } from '../../base64.js';
import { AuthError } from '../../errors.js';
import { normalizeAuthority } from '../../schemes/message-signature/normalize-authority.js';
import {
  parseSignatureFields,
  type SignatureFields,
} from '../../schemes/message-signature/parse-signature-fields.js';
import {
  buildSignatureBase,
  readComponentsOf,
} from '../../schemes/message-signature/signature-base.js';
import { CUSTOMER_GROUP, type ClaimEvidence } from '../customer-findings.js';
import { findReasons, type FoundReason } from '../finding-kinds.js';
import { DIGEST_GROUPS, findContentDigestEvidence } from '../hmac/digest-findings.js';
import { noteSecondary } from '../note-secondary.js';
import type { RequestEvidence } from '../request-evidence.js';
import type { SchemeExplanation } from '../scheme-explanation.js';
import { compareStrings, type SigningComparison } from '../signing-comparison.js';
import { findSignedBase, type SignedBase } from './find-signed-base.js';
import { MESSAGE_GROUPS } from './message-signature-findings.js';

/** What is refused here the verifier has said already. */
function unlessRefused<Value>(attempt: () => Value): Value | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof AuthError) return undefined;
    throw error;
  }
}

/** What the server signs; undefined where a component is not there. */
function buildBase(
  fields: SignatureFields,
  { request, index, facts }: RequestEvidence,
): string | undefined {
  const urlScheme = facts.urlScheme ?? 'https';
  const authority = normalizeAuthority(index.first('host') ?? '', urlScheme);
  const valueOf = readComponentsOf({ ...request, authority, urlScheme }, index);
  const names = fields.components.map(({ name }) => name);
  return unlessRefused(() => buildSignatureBase(names, fields.signatureParams, valueOf));
}

function listDeviations(found: SignedBase | undefined): readonly FoundReason[] {
  if (found?.deviation === undefined) return noteSecondary(found?.secretIndex);
  return [{ ...found.deviation, severity: 'fatal', codes: ['signature_mismatch'] }];
}

/** Both strings, as far as they are known. */
function compareBases(
  base: string,
  found: SignedBase | undefined,
  { facts, omitter }: RequestEvidence,
): SigningComparison {
  const given = facts.clientSigningString;
  if (given !== undefined) return compareStrings(base, { text: given, is: 'given' }, omitter);
  const isOther = found !== undefined && found.text !== base;
  return compareStrings(base, isOther ? { text: found.text, is: 'found' } : undefined, omitter);
}

async function explainFields(
  fields: SignatureFields,
  evidence: RequestEvidence,
): Promise<SchemeExplanation> {
  const claim: ClaimEvidence = { ...evidence, claimedId: fields.keyId };
  const base = buildBase(fields, evidence);
  const signature = decodeBase64(fields.signatureText) ?? new Uint8Array();
  const found = base === undefined ? undefined : await findSignedBase(base, signature, claim);
  const message = {
    ...evidence,
    createdAt: Number.isNaN(fields.createdAt) ? undefined : fields.createdAt,
    isFound: found !== undefined,
  };
  return {
    findings: [
      ...findReasons(MESSAGE_GROUPS, message),
      ...findReasons([CUSTOMER_GROUP], claim),
      ...listDeviations(found),
    ],
    claimedId: fields.keyId,
    signing: base === undefined ? undefined : compareBases(base, found, evidence),
  };
}

/** What is wrong with a request of message-signature: its fields, its body, and what the client signed. */
export async function explainMessageSignature(
  evidence: RequestEvidence,
): Promise<SchemeExplanation> {
  const { index, facts } = evidence;
  const fields = unlessRefused(() => parseSignatureFields(index, facts.profile.maxSignedNames));
  const digest = findContentDigestEvidence(evidence);
  const parts = digest === undefined ? [] : findReasons(DIGEST_GROUPS, digest);
  if (fields === undefined) {
    const message = { ...evidence, createdAt: undefined, isFound: false };
    return { findings: [...findReasons(MESSAGE_GROUPS, message), ...parts] };
  }
  const explained = await explainFields(fields, evidence);
  return { ...explained, findings: [...explained.findings, ...parts] };
}
