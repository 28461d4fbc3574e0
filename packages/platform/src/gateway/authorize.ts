import type { Caller } from '../domain/caller.js';
import { InvalidAppIdError, NotEntitledError, ReadOnlyCredentialError } from '../errors.js';
import type { Operation } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';
import type { ProjectLookup } from './gateway.js';
import type { GivenInput } from './parse-input.js';

type AppIdPlace = NonNullable<Operation<OperationPorts>['appIdIn']>;

/** The App ID that the request names, if it is a text. */
function namedAppId({ part, name }: AppIdPlace, given: GivenInput): string | undefined {
  const holder: unknown = part === 'body' ? given.body.value : given[part];
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name))
    return undefined;
  const appId: unknown = Reflect.get(holder, name);
  return typeof appId === 'string' ? appId : undefined;
}

async function authorizeProject(
  caller: Caller,
  appId: string | undefined,
  projects: ProjectLookup,
): Promise<void> {
  const project = appId === undefined ? undefined : await projects.findByAppId(appId);
  if (project === undefined) throw new InvalidAppIdError();
  const isOwn = project.organizationId === caller.organizationId;
  const isInScope =
    caller.kind === 'user'
      ? caller.appId === project.appId
      : (caller.projectIds?.includes(project.id) ?? true);
  if (isOwn && isInScope) return;
  throw new NotEntitledError('the project is not one of this credential');
}

/**
 * Whether the caller may do this: its access, and the project that the request names. Throws `read_only_credential`,
 * `invalid_appid` and `not_entitled`.
 */
export async function authorize(
  { access, appIdIn }: Operation<OperationPorts>,
  caller: Caller,
  { given, projects }: { readonly given: GivenInput; readonly projects: ProjectLookup },
): Promise<void> {
  if (caller.kind === 'customer' && caller.access === 'read-only' && access === 'write') {
    throw new ReadOnlyCredentialError();
  }
  if (appIdIn !== undefined) {
    await authorizeProject(caller, namedAppId(appIdIn, given), projects);
  }
}
