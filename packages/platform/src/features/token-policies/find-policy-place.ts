import { InvalidRequestError } from '../../errors.js';
import type { PolicyPlace } from './token-policy.js';
import type { PolicyProjects } from './token-policy-ports.js';

/** A place that a command names. */
export interface NamedPlace extends PolicyPlace {
  /** For the audit trail. */
  readonly target: string;
}

/**
 * The place that an administrator means: the organization, or one of its projects by App ID, ID or name. Another's name
 * cannot stand in for an ID: IDs go first. Throws `invalid_request`.
 */
export async function findPolicyPlace(
  projects: PolicyProjects,
  organizationId: string,
  project: string | undefined,
): Promise<NamedPlace> {
  if (project === undefined) {
    return {
      organizationId,
      projectId: undefined,
      target: `policy of organization ${organizationId}`,
    };
  }
  const byAppId = await projects.findByAppId(project);
  const found =
    (byAppId?.organizationId === organizationId ? byAppId : undefined) ??
    (await projects.find(organizationId, { id: project })) ??
    (await projects.find(organizationId, { name: project }));
  if (found !== undefined) {
    return { organizationId, projectId: found.id, target: `policy of project ${found.id}` };
  }
  throw new InvalidRequestError(
    `the organization has no project with the ID, App ID or name ${JSON.stringify(project)}`,
  );
}
