import type { Project } from '../../domain/project.js';

/** What is known of a project that is looked for: one of the two, or both. */
export type ProjectNames =
  | { readonly id: string; readonly name?: string | undefined }
  | { readonly id?: undefined; readonly name: string };

/** What became of a new project: nothing is added where its name is taken, or where there are too many. */
export type ProjectAddition = 'added' | 'name-taken' | 'too-many';

/** Where projects are kept. A port. */
export interface ProjectStore {
  /** All projects of the organization, the oldest first. */
  list(organizationId: string): Promise<readonly Project[]>;
  /** The project of that organization that has all of these names. */
  find(organizationId: string, names: ProjectNames): Promise<Project | undefined>;
  /** The project as it is now, which nobody else changes before the transaction ends: what is read may be written back. */
  findForChange(organizationId: string, id: string): Promise<Project | undefined>;
  /** The project with that App ID, of any organization. */
  findByAppId(appId: string): Promise<Project | undefined>;
  /** Adds it with its certificates, where its organization has fewer than `maxProjects`. No limit unless it is given. */
  add(project: Project, maxProjects?: number): Promise<ProjectAddition>;
  /** Writes name, status, recording server and certificates. */
  update(project: Project): Promise<void>;
  /** Removes it with all that belongs to it. */
  remove(id: string): Promise<void>;
}
