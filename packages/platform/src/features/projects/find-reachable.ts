import type { Caller } from '../../domain/caller.js';
import type { Project } from '../../domain/project.js';
import type { OperationCall } from '../../operations/operation.js';
import { ProjectNotFoundError } from './errors.js';
import type { ProjectPorts } from './project-ports.js';

/** Whether the caller's credential is for that project, as far as its organization has it. */
export const isReachable = (caller: Caller, projectId: string): boolean =>
  caller.kind === 'customer' && (caller.projectIds?.includes(projectId) ?? true);

/** The project that the caller may change, until the transaction ends. Throws `project_not_found`. */
export async function findReachable(
  { ports, caller, organizationId }: OperationCall<ProjectPorts>,
  id: string,
): Promise<Project> {
  const project = isReachable(caller, id)
    ? await ports.projects.findForChange(organizationId, id)
    : undefined;
  if (project === undefined) throw new ProjectNotFoundError();
  return project;
}

/** The same, where a disabled project counts as missing. */
export async function findEnabled(call: OperationCall<ProjectPorts>, id: string): Promise<Project> {
  const project = await findReachable(call, id);
  if (project.status === 'disabled') throw new ProjectNotFoundError();
  return project;
}
