import type { Project } from '../../domain/project.js';
import { randomHex32, randomProjectId } from '../../domain/random-id.js';
import type { SystemSources } from '../../domain/system-sources.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { makeCertificate } from './certificates.js';
import { ScopedCredentialError } from './errors.js';
import { keepProject } from './keep-project.js';
import { parseProjectName } from './parse-project-name.js';
import type { ProjectPorts } from './project-ports.js';
import { viewProject } from './project-view.js';

/** A project that is not stored yet, enabled, with a primary certificate. */
export function makeProject(
  organizationId: string,
  name: string,
  { isCertificateLive, sources }: { isCertificateLive: boolean; sources: SystemSources },
): Project {
  return {
    id: randomProjectId(sources),
    organizationId,
    appId: randomHex32(sources),
    name,
    status: 'enabled',
    recordingServer: undefined,
    certificates: [makeCertificate('primary', isCertificateLive ? 'live' : 'disabled', sources)],
    createdAt: sources.now(),
  };
}

/** P3: a new project. */
export async function createProject({
  ports,
  input,
  caller,
  organizationId,
  sources,
}: OperationCall<
  ProjectPorts,
  { readonly body: { readonly name: string; readonly enable_sign_key?: boolean } }
>): Promise<OperationAnswer> {
  if (caller.kind !== 'customer' || caller.projectIds !== undefined) {
    throw new ScopedCredentialError();
  }
  const { enable_sign_key: isCertificateLive = false } = input.body;
  const name = parseProjectName(input.body.name);
  const project = makeProject(organizationId, name, { isCertificateLive, sources });
  await keepProject(project, ports.projects, ports.quotas.maxProjects);
  return {
    status: 201,
    body: { project: viewProject(project) },
    target: `project ${project.id}`,
    details: { name, appId: project.appId },
  };
}
