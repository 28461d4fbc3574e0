import { InvalidAppIdError } from '../errors.js';
import type { Project } from './project.js';

/** Finds projects for features that keep something of them. A port. */
export interface ProjectLookup {
  /** The project with that App ID, of any organization. */
  findByAppId(appId: string): Promise<Pick<Project, 'id'> | undefined>;
}

/** The ID of the project that an operation names. Throws `invalid_appid`: it may have been removed since it was authorized. */
export async function findProjectId(projects: ProjectLookup, appId: string): Promise<string> {
  const project = await projects.findByAppId(appId);
  if (project === undefined) throw new InvalidAppIdError();
  return project.id;
}
