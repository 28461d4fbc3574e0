import type { ApiKeyStore } from './api-key-store.js';

/** Finds projects that a key is for. A port. */
interface ApiKeyProjects {
  /** The project with that App ID, of any organization. */
  findByAppId(appId: string): Promise<{ readonly organizationId: string } | undefined>;
}

/** What the commands of this feature need. */
export interface ApiKeyPorts {
  readonly apiKeys: ApiKeyStore;
  readonly projects: ApiKeyProjects;
}
