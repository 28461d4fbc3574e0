/** Where a policy holds: in one project, or in all projects of an organization that have none of their own. */
export interface PolicyPlace {
  readonly organizationId: string;
  /** The ID of the project; undefined for the organization. */
  readonly projectId: string | undefined;
}

/** What is known of one version of a policy without its text. */
export interface TokenPolicyVersion {
  /** Counts from 1 at each place. */
  readonly version: number;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Who set it or took it away: `cli:alice`. */
  readonly createdBy: string;
  /** How many bytes the document has, as UTF-8; undefined where the policy was taken away. */
  readonly documentBytes: number | undefined;
}

/** One version of a policy. */
export interface TokenPolicy extends PolicyPlace, Omit<TokenPolicyVersion, 'documentBytes'> {
  /** JSON, as it was given; undefined where the policy was taken away. */
  readonly document: string | undefined;
}
