import { type Static, Type } from 'typebox';
import {
  type AdminCall,
  type AdminCommand,
  defineAdminCommand,
} from '../../administration/admin-command.js';
import type { Project } from '../../domain/project.js';
import { InvalidRequestError, NotFoundError } from '../../errors.js';
import { readRevocableAppId } from './identify-revocable.js';
import { RevocationInput } from './revocation-input.js';
import type { RevocationPorts } from './revocation-ports.js';
import { describeRevocation, viewRevocation } from './revocation-view.js';
import { revokeTokens } from './revoke-tokens.js';

const MAX_PAGE = 1000;
const AppIdInput = Type.String({ minLength: 1, maxLength: 64 });

const CreateInput = Type.Object({
  ...RevocationInput.properties,
  /** Of a token, it is the one that the token names. */
  appId: Type.Optional(AppIdInput),
});

const ListInput = Type.Object({
  appId: AppIdInput,
  limit: Type.Integer({ minimum: 1, maximum: MAX_PAGE }),
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,12}-[0-9a-f]{32}$' })),
});

const RemoveInput = Type.Object({ key: Type.String({ minLength: 1, maxLength: 64 }) });

/** The project of this organization. Throws `not_found` for one of another, too. */
async function findOwnProject(
  appId: string,
  { ports, organizationId }: Pick<AdminCall<RevocationPorts, never>, 'ports' | 'organizationId'>,
): Promise<Project> {
  const project = await ports.projects.findByAppId(appId);
  if (project?.organizationId === organizationId) return project;
  throw new NotFoundError(
    `the organization has no project with App ID ${JSON.stringify(appId)}; stagedoor project list shows those it has`,
  );
}

const createCommand = defineAdminCommand({
  id: 'revocation.create',
  access: 'write',
  scope: 'organization',
  input: CreateInput,
  run: async (call: AdminCall<RevocationPorts, Static<typeof CreateInput>>) => {
    const { appId: givenAppId, ...wanted } = call.input;
    const { token } = wanted;
    const appId = givenAppId ?? (token === undefined ? undefined : readRevocableAppId(token));
    if (appId === undefined) throw new InvalidRequestError('name the project by its App ID');
    const project = await findOwnProject(appId, call);
    const { revocations } = call.ports;
    const revocation = await revokeTokens(wanted, project, { revocations, now: call.sources.now });
    return { result: viewRevocation(revocation), ...describeRevocation(revocation) };
  },
});

const listCommand = defineAdminCommand({
  id: 'revocation.list',
  access: 'read',
  scope: 'organization',
  input: ListInput,
  run: async (call: AdminCall<RevocationPorts, Static<typeof ListInput>>) => {
    const { appId, limit, after } = call.input;
    await findOwnProject(appId, call);
    const wanted = { limit, after, now: call.sources.now() };
    const { revocations, next = null } = await call.ports.revocations.list(appId, wanted);
    return { result: { revocations: revocations.map(viewRevocation), next } };
  },
});

const removeCommand = defineAdminCommand({
  id: 'revocation.remove',
  access: 'write',
  scope: 'organization',
  input: RemoveInput,
  run: async (call: AdminCall<RevocationPorts, Static<typeof RemoveInput>>) => {
    const { revocations } = call.ports;
    const [found] = await revocations.findByKeys([call.input.key]);
    const project =
      found === undefined ? undefined : await call.ports.projects.findByAppId(found.appId);
    const removed =
      project?.organizationId === call.organizationId
        ? await revocations.remove(project.appId, call.input.key)
        : undefined;
    if (removed === undefined) {
      throw new NotFoundError(
        'no revocation of the organization has this key; stagedoor token revocations lists them',
      );
    }
    return { result: viewRevocation(removed), ...describeRevocation(removed) };
  },
});

/** Revoking tokens, for administrators. */
export const revocationAdminCommands: readonly AdminCommand<RevocationPorts>[] = [
  createCommand,
  listCommand,
  removeCommand,
];
