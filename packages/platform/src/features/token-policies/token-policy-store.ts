import type { PolicyPlace, TokenPolicy, TokenPolicyVersion } from './token-policy.js';

/** A policy that has a document. */
type WrittenTokenPolicy = TokenPolicy & { readonly document: string };

/** What holds in a project. */
export interface ProjectPolicy {
  readonly organizationId: string;
  /** The project's own, else the organization's; undefined where neither has one. */
  readonly policy: WrittenTokenPolicy | undefined;
}

/** A version that is to be. */
export type NewTokenPolicy = Pick<TokenPolicy, 'createdAt' | 'createdBy' | 'document'>;

/** What a directory of policies reads. A port. */
export interface TokenPolicySource {
  /** What holds in the project with that App ID; undefined where there is no such project. Read at one instant. */
  findInForce(appId: string): Promise<ProjectPolicy | undefined>;
}

/** Where policies are kept. A port. */
export interface TokenPolicyStore extends TokenPolicySource {
  /** That version at that place, the newest unless it is named; it may be one without a document. */
  find(place: PolicyPlace, version?: number): Promise<TokenPolicy | undefined>;
  /** The versions of that place that are kept, the newest first. */
  listVersions(place: PolicyPlace): Promise<readonly TokenPolicyVersion[]>;
  /**
   * Adds a version, and drops the oldest where more than 20 would be kept. Gives it. In a transaction of the
   * organization: two versions that are added at the same time would get one number.
   */
  add(place: PolicyPlace, added: NewTokenPolicy): Promise<TokenPolicy>;
}
