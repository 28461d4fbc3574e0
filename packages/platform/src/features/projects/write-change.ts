import type { Project } from '../../domain/project.js';
import type { OperationAnswer } from '../../operations/operation.js';
import type { ProjectPorts } from './project-ports.js';
import { viewProject } from './project-view.js';

/** Writes a project that was changed, and answers with it. `details` are for the audit trail. */
export async function writeChange(
  project: Project,
  { projects }: Pick<ProjectPorts, 'projects'>,
  details: Readonly<Record<string, unknown>>,
): Promise<OperationAnswer> {
  await projects.update(project);
  return {
    status: 201,
    body: { project: viewProject(project) },
    target: `project ${project.id}`,
    details,
  };
}
