import type { ProjectLookup } from '../../domain/find-project-id.js';
import type { Quotas } from '../../domain/quotas.js';
import type { EntryPointStore } from './entry-point-store.js';

/** What the handlers of this feature need. */
export interface EntryPointPorts {
  readonly projects: ProjectLookup;
  readonly entryPoints: EntryPointStore;
  readonly quotas: Quotas;
}
