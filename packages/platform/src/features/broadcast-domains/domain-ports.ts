import type { ProjectLookup } from '../../domain/find-project-id.js';
import type { Quotas } from '../../domain/quotas.js';
import type { BroadcastDomainStore } from './broadcast-domain-store.js';

/** What the handlers of this feature need. */
export interface DomainPorts {
  readonly projects: ProjectLookup;
  readonly broadcastDomains: BroadcastDomainStore;
  readonly quotas: Quotas;
}
