/** One version of a policy, without its document. Instants are Unix seconds. */
export interface ShownPolicyVersion {
  readonly version: number;
  readonly createdAt: number;
  /** `cli:alice`. */
  readonly createdBy: string;
  /** Null in a version that took the policy away. */
  readonly documentBytes: number | null;
}

/** One version of a policy, with its document as it was given. */
export interface ShownPolicy extends Omit<ShownPolicyVersion, 'documentBytes'> {
  /** Whose it is. */
  readonly place: 'organization' | 'project';
  /** Null in a version that took the policy away. */
  readonly document: string | null;
}

/** The policy that was asked for, and all versions of its place, the newest first. */
export interface ShownPolicies {
  /** Null where none holds. */
  readonly policy: ShownPolicy | null;
  readonly versions: readonly ShownPolicyVersion[];
}

/** What was kept. */
export interface KeptPolicy {
  readonly version: number;
  readonly documentBytes: number;
  /** 64 lower-case hex characters. */
  readonly sha256: string;
}

/** The result of `token-policy.show`, of our own administration. */
export function parseShownPolicies(result: unknown): ShownPolicies {
  return result as ShownPolicies;
}

/** The result of `token-policy.set`, of our own administration. */
export function parseKeptPolicy(result: unknown): KeptPolicy {
  return result as KeptPolicy;
}

/** The result of `token-policy.unset`, of our own administration. */
export function parseUnsetPolicy(result: unknown): { readonly version: number } {
  return result as { readonly version: number };
}
