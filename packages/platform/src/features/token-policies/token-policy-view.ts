import type { TokenPolicy, TokenPolicyVersion } from './token-policy.js';

/** One version of a policy as administrators see it. */
export interface TokenPolicyView {
  readonly version: number;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly createdBy: string;
  /** Null in a version that took the policy away. */
  readonly documentBytes: number | null;
}

/** A version without its text. */
export function viewVersion({ documentBytes, ...version }: TokenPolicyVersion): TokenPolicyView {
  return { ...version, documentBytes: documentBytes ?? null };
}

/** A version with its text; `document` is null where it took the policy away. */
export function viewPolicy({
  version,
  createdAt,
  createdBy,
  projectId,
  document,
}: TokenPolicy): object {
  const place = projectId === undefined ? 'organization' : 'project';
  return { place, version, createdAt, createdBy, document: document ?? null };
}
