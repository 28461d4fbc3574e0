import type { TokenReport } from '@stagedoor/token/explain';
import type { FoundReason } from './finding-kinds.js';
import type { SigningComparison } from './signing-comparison.js';

/** What one scheme has to say of a request. */
export interface SchemeExplanation {
  readonly findings: readonly FoundReason[];
  /** The customer ID or the App ID that the request names. */
  readonly claimedId?: string | undefined;
  /** What is signed, for a scheme that signs. */
  readonly signing?: SigningComparison | undefined;
  /** What the token says, for a scheme that shows one. */
  readonly token?: TokenReport | undefined;
}
