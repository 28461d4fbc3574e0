import type { Project } from '../../domain/project.js';
import { randomHex32, randomProjectId } from '../../domain/random-id.js';
import type { SystemSources } from '../../domain/system-sources.js';
import { InvalidRequestError } from '../../errors.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import type { ProjectPorts } from './project-ports.js';
import { viewProject } from './project-view.js';

/** A project that is not stored yet, enabled, with a primary certificate. */
export function makeProject(
  organizationId: string,
  name: string,
  { isCertificateLive, sources }: { isCertificateLive: boolean; sources: SystemSources },
): Project {
  const createdAt = sources.now();
  return {
    id: randomProjectId(sources),
    organizationId,
    appId: randomHex32(sources),
    name,
    status: 'enabled',
    recordingServer: undefined,
    certificates: [
      {
        slot: 'primary',
        state: isCertificateLive ? 'live' : 'disabled',
        certificate: randomHex32(sources),
        createdAt,
      },
    ],
    createdAt,
  };
}

/** P3: a new project. */
export async function createProject(
  call: OperationCall<
    ProjectPorts,
    { readonly body: { readonly name: string; readonly enable_sign_key?: boolean } }
  >,
): Promise<OperationAnswer> {
  const { name, enable_sign_key: isCertificateLive = false } = call.input.body;
  const { organizationId, sources } = call;
  const project = makeProject(organizationId, name, { isCertificateLive, sources });
  if (!(await call.ports.projects.add(project))) {
    throw new InvalidRequestError(`a project of the name ${JSON.stringify(name)} exists already`);
  }
  return {
    status: 201,
    body: { project: viewProject(project) },
    target: `project ${project.id}`,
    details: { name, appId: project.appId },
  };
}
