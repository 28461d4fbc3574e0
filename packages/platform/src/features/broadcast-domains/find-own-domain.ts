import { findProjectId } from '../../domain/find-project-id.js';
import type { BroadcastDomain } from './broadcast-domain.js';
import type { DomainPorts } from './domain-ports.js';
import { DomainNotFoundError } from './errors.js';
import { parseKnownDomainName } from './parse-domain-name.js';

/** A domain as a path names it. */
export interface DomainKey {
  readonly appid: string;
  readonly domain: string;
}

/** Project and name of a domain that is to be changed. Throws `domain_not_found` where no domain can have that name. */
export async function parseDomainKey(
  { projects }: DomainPorts,
  { appid, domain }: DomainKey,
): Promise<Pick<BroadcastDomain, 'projectId' | 'name'>> {
  const projectId = await findProjectId(projects, appid);
  const name = parseKnownDomainName(domain);
  if (name === undefined) throw new DomainNotFoundError();
  return { projectId, name };
}

/** The domain of that name, if it is the project's. Throws `domain_not_found`. */
export async function findOwnDomain(ports: DomainPorts, key: DomainKey): Promise<BroadcastDomain> {
  const { projectId, name } = await parseDomainKey(ports, key);
  const domain = await ports.broadcastDomains.find(name);
  if (domain?.projectId !== projectId) throw new DomainNotFoundError();
  return domain;
}
