import type { CustomerStore } from './customer-store.js';

/** A project as far as a credential's scope needs it. */
interface ScopeProject {
  readonly id: string;
  readonly appId: string;
  readonly organizationId: string;
}

/** Finds projects that a credential is for. A port. */
export interface ScopeProjects {
  /** The project with that App ID, of any organization. */
  findByAppId(appId: string): Promise<ScopeProject | undefined>;
  /** The project of that organization with that opaque ID. */
  find(organizationId: string, names: { readonly id: string }): Promise<ScopeProject | undefined>;
}

/** What the commands of this feature need. */
export interface CredentialPorts {
  readonly customers: CustomerStore;
  readonly projects: ScopeProjects;
}
