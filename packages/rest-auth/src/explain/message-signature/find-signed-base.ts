import { equalInConstantTime } from '../../equal-in-constant-time.js';
import { toOctets } from '../../schemes/hmac/signing-string.js';
import type { ClaimEvidence } from '../customer-findings.js';
import type { Deviation } from '../hmac/find-client-draft.js';
import { KEY_VARIANTS } from '../hmac/key-variants.js';
import { computeDraft, EMPTY_DRAFT, type SigningDraft } from '../hmac/signing-draft.js';
import { listBaseVariants } from './base-variants.js';

const UTF8 = new TextEncoder();

/** What the client signed, and how it differs from what the server builds. */
export interface SignedBase {
  readonly text: string;
  /** Undefined where the signature is right. */
  readonly deviation: Deviation | undefined;
  /** Which of the given secrets it was made with, where it is right. */
  readonly secretIndex: number | undefined;
}

/** A signature that is tried, and what is signed with what to get it. */
interface Trial {
  readonly draft: SigningDraft;
  readonly text: string;
  readonly deviation: Deviation | undefined;
}

/** What a client may have done with one secret. */
function* walkTrials(draft: SigningDraft, base: string, claim: ClaimEvidence): Generator<Trial> {
  if (draft.secretIndex !== undefined) {
    yield { draft, text: base, deviation: undefined };
    for (const { text, ...deviation } of listBaseVariants(base)) yield { draft, text, deviation };
  }
  for (const row of KEY_VARIANTS) {
    for (const { draft: other, message } of row.list(draft, claim)) {
      const { kind, fix } = row;
      yield { draft: other, text: base, deviation: { kind, message, fix } };
    }
  }
}

/**
 * What the client signed: `base`, or what clients take for it, with a secret that was given, or what they take for one;
 * undefined where it is none of these.
 */
export async function findSignedBase(
  base: string,
  signature: Uint8Array,
  claim: ClaimEvidence,
): Promise<SignedBase | undefined> {
  const drafts = claim.facts.secrets.map((secret, secretIndex) => ({
    ...EMPTY_DRAFT,
    key: UTF8.encode(secret),
    secretIndex,
  }));
  for (const start of drafts.length > 0 ? drafts : [EMPTY_DRAFT]) {
    for (const { draft, text, deviation } of walkTrials(start, base, claim)) {
      const mac = await computeDraft(draft, toOctets(text));
      if (!equalInConstantTime(signature, mac)) continue;
      const secretIndex = deviation === undefined ? start.secretIndex : undefined;
      return { text, deviation, secretIndex };
    }
  }
  return undefined;
}
