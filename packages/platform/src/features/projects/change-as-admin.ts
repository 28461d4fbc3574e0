import type { AdminAnswer, AdminCall } from '../../administration/admin-command.js';
import type { Project } from '../../domain/project.js';
import type { SystemSources } from '../../domain/system-sources.js';
import { viewForAdmin } from './admin-view.js';
import { ProjectNotFoundError } from './errors.js';
import { findNamed } from './find-named.js';
import type { ProjectStore } from './project-store.js';

/** What the commands of this feature need. */
export interface ProjectAdminPorts {
  readonly projects: ProjectStore;
}

/** What names a project for a command that changes it. */
export interface NamedProject {
  /** ID, App ID or name. */
  readonly project: string;
  readonly showCertificates?: boolean;
}

/** What a command makes of a project. */
export interface ProjectChange {
  readonly project: Project;
  /** What it means for tokens, for the one who did it. */
  readonly notice: string;
  /** For the audit trail. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Finds the project, writes what `change` makes of it, and answers with it. Throws `project_not_found`. */
export async function changeAsAdmin<Input extends NamedProject>(
  { ports, input, organizationId, sources }: AdminCall<ProjectAdminPorts, Input>,
  change: (project: Project, input: Input, sources: SystemSources) => ProjectChange,
): Promise<AdminAnswer> {
  const { id } = await findNamed(ports.projects, organizationId, input.project);
  const current = await ports.projects.findForChange(organizationId, id);
  if (current === undefined) throw new ProjectNotFoundError();
  const { project, notice, details = {} } = change(current, input, sources);
  await ports.projects.update(project);
  return {
    result: { project: viewForAdmin(project, input), notice },
    target: `project ${id}`,
    details,
  };
}
