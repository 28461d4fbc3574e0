import type { Project } from '../../domain/project.js';
import { ProjectNameTakenError, TooManyProjectsError } from './errors.js';
import type { ProjectStore } from './project-store.js';

/**
 * Stores a new project, where its organization has fewer than `maxProjects`. Throws `project_name_taken` and
 * `too_many_projects`.
 */
export async function keepProject(
  project: Project,
  projects: ProjectStore,
  maxProjects: number,
): Promise<void> {
  const outcome = await projects.add(project, maxProjects);
  switch (outcome) {
    case 'added': {
      return;
    }
    case 'name-taken': {
      throw new ProjectNameTakenError(project.name);
    }
    case 'too-many': {
      throw new TooManyProjectsError(maxProjects);
    }
  }
}
