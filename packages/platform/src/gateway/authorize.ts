import type { Caller } from '../domain/caller.js';
import { InvalidAppIdError, NotEntitledError, ReadOnlyCredentialError } from '../errors.js';
import type { ProjectStore } from '../features/projects/project-store.js';
import type { Operation } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';

/** The App ID that the request names, where its operation says. */
function namedAppId({ appIdIn }: Operation<OperationPorts>, input: object): unknown {
  if (appIdIn === undefined) return undefined;
  const part: unknown = Reflect.get(input, appIdIn.part);
  return typeof part === 'object' && part !== null ? Reflect.get(part, appIdIn.name) : undefined;
}

/**
 * Whether the caller may do this: its access, and the project that the request names. Throws `read_only_credential`,
 * `invalid_appid` and `not_entitled`.
 */
export async function authorize(
  operation: Operation<OperationPorts>,
  caller: Caller,
  { input, projects }: { readonly input: object; readonly projects: ProjectStore },
): Promise<void> {
  if (caller.kind === 'customer' && caller.access === 'read-only' && operation.access === 'write') {
    throw new ReadOnlyCredentialError();
  }
  if (operation.appIdIn === undefined) return;
  const appId = namedAppId(operation, input);
  const project = typeof appId === 'string' ? await projects.findByAppId(appId) : undefined;
  if (project === undefined) throw new InvalidAppIdError();
  const isOwn = project.organizationId === caller.organizationId;
  const isInScope = caller.kind === 'user' || (caller.projectIds?.includes(project.id) ?? true);
  if (isOwn && isInScope) return;
  throw new NotEntitledError('Invalid authentication credentials');
}
