import type { CustomerCredential } from '../../domain/customer-credential.js';
import type { ScopeProjects } from './credential-ports.js';

/** A credential as administrators see it: without any secret. */
export interface CredentialView {
  readonly customerId: string;
  readonly name: string;
  readonly access: CustomerCredential['access'];
  /** App IDs of the projects that it is for; null for all, and null in the list for one that was removed. */
  readonly appIds: readonly (string | null)[] | null;
  readonly state: 'enabled' | 'disabled';
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly disabledAt: number | null;
  readonly secrets: readonly {
    readonly slot: 'primary' | 'secondary';
    readonly createdAt: number;
    /** When it was given out; null while it can be downloaded. */
    readonly downloadedAt: number | null;
  }[];
}

/** What administrators see of a credential. */
export async function viewCredential(
  credential: CustomerCredential,
  projects: ScopeProjects,
): Promise<CredentialView> {
  const { customerId, organizationId, name, access, projectIds, createdAt } = credential;
  const scope = await Promise.all(
    (projectIds ?? []).map((id) => projects.find(organizationId, { id })),
  );
  return {
    customerId,
    name,
    access,
    appIds: projectIds === undefined ? null : scope.map((project) => project?.appId ?? null),
    state: credential.disabledAt === undefined ? 'enabled' : 'disabled',
    createdAt,
    lastUsedAt: credential.lastUsedAt ?? null,
    disabledAt: credential.disabledAt ?? null,
    secrets: credential.secrets.map((secret) => ({
      slot: secret.slot,
      createdAt: secret.createdAt,
      downloadedAt: secret.downloadedAt ?? null,
    })),
  };
}
