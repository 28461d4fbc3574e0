import { findProjectId } from '../../domain/find-project-id.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import type { DomainPorts } from './domain-ports.js';
import { viewDomain } from './domain-view.js';
import { type DomainKey, findOwnDomain } from './find-own-domain.js';

/** Operation 3: one domain. */
export async function readDomain({
  ports,
  input,
  caller,
}: OperationCall<DomainPorts, { readonly path: DomainKey }>): Promise<OperationAnswer> {
  const { path } = input;
  return { body: viewDomain(caller, path.appid, await findOwnDomain(ports, path)) };
}

/** Operation 2: all domains of the project, or the one of `?id=`, as the sample of operation 3 asks for it. */
export async function listDomains({
  ports,
  input,
  caller,
}: OperationCall<
  DomainPorts,
  { readonly path: { readonly appid: string }; readonly query: { readonly id?: string } }
>): Promise<OperationAnswer> {
  const { appid } = input.path;
  const { id } = input.query;
  if (id !== undefined) {
    return { body: viewDomain(caller, appid, await findOwnDomain(ports, { appid, domain: id })) };
  }
  const domains = await ports.broadcastDomains.list(await findProjectId(ports.projects, appid));
  return { body: { domainList: domains.map((domain) => viewDomain(caller, appid, domain)) } };
}
