import type { Project } from '../../domain/project.js';
import { ProjectNotFoundError } from './errors.js';
import type { ProjectStore } from './project-store.js';

/**
 * The project of the organization that an administrator means by its App ID, its ID or its name. Another's name cannot
 * stand in for an ID: IDs go first. Throws `project_not_found`.
 */
export async function findNamed(
  projects: ProjectStore,
  organizationId: string,
  text: string,
): Promise<Project> {
  const byAppId = await projects.findByAppId(text);
  if (byAppId?.organizationId === organizationId) return byAppId;
  const found =
    (await projects.find(organizationId, { id: text })) ??
    (await projects.find(organizationId, { name: text }));
  if (found !== undefined) return found;
  throw new ProjectNotFoundError(
    `no project has the ID, App ID or name ${JSON.stringify(text)}: stagedoor project list shows all`,
  );
}
