import type { TokenPolicyStore } from './token-policy-store.js';

/** A project as far as its policy needs it. */
interface PolicyProject {
  readonly id: string;
  readonly appId: string;
  readonly organizationId: string;
}

/** Finds projects that a policy is for. A port. */
export interface PolicyProjects {
  /** The project with that App ID, of any organization. */
  findByAppId(appId: string): Promise<PolicyProject | undefined>;
  /** The project of that organization with that ID, or with that name. */
  find(
    organizationId: string,
    names:
      | { readonly id: string; readonly name?: undefined }
      | { readonly id?: undefined; readonly name: string },
  ): Promise<PolicyProject | undefined>;
}

/** Judges policies. A port: the platform keeps them, and the token server knows what they mean. */
export interface TokenPolicyChecker {
  /** What is wrong with a document that was read as JSON; undefined where nothing is. */
  findFault(document: unknown): string | undefined | Promise<string | undefined>;
}

/** What the commands of this feature need. */
export interface TokenPolicyPorts {
  readonly tokenPolicies: TokenPolicyStore;
  readonly projects: PolicyProjects;
  readonly policyChecker: TokenPolicyChecker;
}
