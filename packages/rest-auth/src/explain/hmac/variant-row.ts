import type { RequestFindingKind } from '../finding-kinds.js';
import type { ClaimEvidence } from '../customer-findings.js';
import type { SigningDraft } from './signing-draft.js';

/** What the client did, and the draft that comes of it. */
export interface Alteration {
  readonly draft: SigningDraft;
  /** As a sentence without its stop. */
  readonly message: string;
}

/** One way to sign something else than what is sent. */
export interface VariantRow {
  readonly kind: RequestFindingKind;
  /** What it alters: two rows with the same axis exclude each other. */
  readonly axis:
    | 'line'
    | 'target'
    | 'method'
    | 'host'
    | 'names'
    | 'fields'
    | 'date'
    | 'digest'
    | 'text'
    | 'key'
    | 'mac';
  readonly fix: string;
  /** There are so many alterations that they are tried alone, and not together with others. */
  readonly isAlone?: boolean;
  /** What the client may have signed in the place of `draft`; none where it would be the same. */
  list(draft: SigningDraft, evidence: ClaimEvidence): readonly Alteration[];
}
