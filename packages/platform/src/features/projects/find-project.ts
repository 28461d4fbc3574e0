import { InvalidRequestError } from '../../errors.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { ProjectNotFoundError } from './errors.js';
import { isReachable } from './find-reachable.js';
import type { ProjectPorts } from './project-ports.js';
import type { ProjectNames } from './project-store.js';
import { viewProjectFor } from './project-view.js';

/** An empty text is the same as nothing. */
interface GivenNames {
  readonly id?: string;
  readonly name?: string;
}

function toNames({ id = '', name = '' }: GivenNames): ProjectNames {
  if (id !== '') return { id, name: name === '' ? undefined : name };
  if (name !== '') return { name };
  throw new InvalidRequestError('give the id or the name of the project, or both');
}

/** P2: one project, under the name of several. */
export async function findProject({
  ports,
  input,
  caller,
  organizationId,
}: OperationCall<ProjectPorts, { readonly query: GivenNames }>): Promise<OperationAnswer> {
  const project = await ports.projects.find(organizationId, toNames(input.query));
  if (project === undefined || !isReachable(caller, project.id)) throw new ProjectNotFoundError();
  return { body: { projects: [viewProjectFor(caller, project)] } };
}
