import type { AuditStore } from './audit-store.js';

/** Finds organizations by their names. A port. */
export interface OrganizationNames {
  list(): Promise<readonly { readonly id: string; readonly name: string }[]>;
}

/** What the commands of this feature need. */
export interface AuditPorts {
  readonly audit: AuditStore;
  readonly organizations: OrganizationNames;
}
