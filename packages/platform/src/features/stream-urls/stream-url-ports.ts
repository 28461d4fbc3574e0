import type { Project } from '../../domain/project.js';

/** A domain as far as its URLs are concerned. */
interface SigningDomain {
  readonly projectId: string;
  readonly authKey: string | undefined;
}

/** What the commands of this feature need. */
export interface StreamUrlPorts {
  readonly projects: {
    /** The project with that App ID, of any organization. */
    findByAppId(appId: string): Promise<Pick<Project, 'id' | 'organizationId'> | undefined>;
  };
  readonly broadcastDomains: {
    /** The domain of that name, in lower case, of whichever project. */
    find(name: string): Promise<SigningDomain | undefined>;
  };
}
