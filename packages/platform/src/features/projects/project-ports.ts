import type { Quotas } from '../../domain/quotas.js';
import type { ProjectStore } from './project-store.js';

/** What the handlers of this feature need. */
export interface ProjectPorts {
  readonly projects: ProjectStore;
  readonly quotas: Quotas;
}
