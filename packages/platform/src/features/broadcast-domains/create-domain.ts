import { findProjectId } from '../../domain/find-project-id.js';
import { InvalidRequestError } from '../../errors.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import type { DomainRegion, DomainType } from './broadcast-domain.js';
import type { DomainPorts } from './domain-ports.js';
import { viewDomain } from './domain-view.js';
import { DomainTakenError, TooManyDomainsError } from './errors.js';
import { parseDomainName } from './parse-domain-name.js';

/** What a new domain is made of. */
interface NewDomainInput {
  readonly path: { readonly appid: string };
  readonly query: { readonly id: string };
  readonly body: { readonly type: DomainType; readonly region?: DomainRegion };
}

/** The region of a publish domain; play domains have none, and one that is sent is nothing to them. */
function regionOf({ type, region }: NewDomainInput['body']): DomainRegion | undefined {
  if (type === 'play') return undefined;
  if (region !== undefined) return region;
  throw new InvalidRequestError('region is required of a publish domain: cn, ap, eu or na');
}

/** Operation 1: a new domain. */
export async function createDomain({
  ports,
  input,
  caller,
  sources,
}: OperationCall<DomainPorts, NewDomainInput>): Promise<OperationAnswer> {
  const { appid: appId } = input.path;
  const { type } = input.body;
  const domain = {
    name: parseDomainName(input.query.id),
    projectId: await findProjectId(ports.projects, appId),
    type,
    region: regionOf(input.body),
    authKey: undefined,
    createdAt: sources.now(),
  };
  const { maxDomains } = ports.quotas;
  if ((await ports.broadcastDomains.count(domain.projectId)) >= maxDomains) {
    throw new TooManyDomainsError(maxDomains);
  }
  if (!(await ports.broadcastDomains.add(domain))) throw new DomainTakenError(domain.name);
  return {
    status: 201,
    body: viewDomain(caller, appId, domain),
    target: `domain ${domain.name}`,
    details: { appId, type, region: domain.region },
  };
}
