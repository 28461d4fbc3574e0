import type { BroadcastDomain } from './broadcast-domain.js';

/** Where domains are kept. A port. Names are in lower case, as `parseDomainName` gives them. */
export interface BroadcastDomainStore {
  /** All domains of the project, the oldest first. */
  list(projectId: string): Promise<readonly BroadcastDomain[]>;
  /** How many the project has. */
  count(projectId: string): Promise<number>;
  /** The domain of that name, of whichever project. */
  find(name: string): Promise<BroadcastDomain | undefined>;
  /** Adds it. Gives false, and adds nothing, where any project has that name. */
  add(domain: BroadcastDomain): Promise<boolean>;
  /** Writes the timestamp key; undefined removes it. Gives false where the project has no such domain. */
  putAuthKey(
    domain: Pick<BroadcastDomain, 'projectId' | 'name'>,
    authKey: string | undefined,
  ): Promise<boolean>;
  /** Gives false where the project has no such domain. */
  remove(domain: Pick<BroadcastDomain, 'projectId' | 'name'>): Promise<boolean>;
}
