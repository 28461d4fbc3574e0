import type { Project } from '../../domain/project.js';
import type { RevocationStore } from './revocation-store.js';

/** What the handlers of this feature need. */
export interface RevocationPorts {
  readonly revocations: RevocationStore;
  readonly projects: {
    /** The project with that App ID, of any organization. */
    findByAppId(appId: string): Promise<Project | undefined>;
  };
}
