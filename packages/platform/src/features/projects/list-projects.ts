import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { isReachable } from './find-reachable.js';
import type { ProjectPorts } from './project-ports.js';
import { viewProjectFor } from './project-view.js';

/** P1: all projects that the caller may reach. */
export async function listProjects({
  ports,
  caller,
  organizationId,
}: OperationCall<ProjectPorts>): Promise<OperationAnswer> {
  const projects = await ports.projects.list(organizationId);
  const visible = projects.filter(({ id }) => isReachable(caller, id));
  return { body: { projects: visible.map((each) => viewProjectFor(caller, each)) } };
}
