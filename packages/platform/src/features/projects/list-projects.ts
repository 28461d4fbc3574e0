import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import type { ProjectPorts } from './project-ports.js';
import { viewProject } from './project-view.js';

/** P1: all projects that the caller may reach. */
export async function listProjects({
  ports,
  caller,
  organizationId,
}: OperationCall<ProjectPorts>): Promise<OperationAnswer> {
  const projects = await ports.projects.list(organizationId);
  const scope = caller.kind === 'customer' ? caller.projectIds : [];
  const visible = scope === undefined ? projects : projects.filter(({ id }) => scope.includes(id));
  return { body: { projects: visible.map(viewProject) } };
}
