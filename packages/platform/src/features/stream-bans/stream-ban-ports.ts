import type { ProjectLookup } from '../../domain/find-project-id.js';
import type { Quotas } from '../../domain/quotas.js';
import type { StreamBanStore } from './stream-ban-store.js';

/** Whether entry points are there. A port. */
export interface EntryPointPresence {
  has(projectId: string, name: string): Promise<boolean>;
  /** The same inside a transaction; the entry point then stays until its end. */
  hold(projectId: string, name: string): Promise<boolean>;
}

/** What the handlers of this feature need. */
export interface StreamBanPorts {
  readonly projects: ProjectLookup;
  readonly entryPoints: EntryPointPresence;
  readonly bannedStreams: StreamBanStore;
  readonly quotas: Quotas;
}
