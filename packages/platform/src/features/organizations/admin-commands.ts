import { type Static, Type } from 'typebox';
import {
  type AdminCall,
  type AdminCommand,
  defineAdminCommand,
} from '../../administration/admin-command.js';
import { randomHex32 } from '../../domain/random-id.js';
import { OrganizationExistsError } from './errors.js';
import type { OrganizationStore } from './organization-store.js';
import { parseOrganizationName } from './parse-organization-name.js';

const MAX_NAME_LENGTH = 255;

/** What the commands of this feature need. */
export interface OrganizationPorts {
  readonly organizations: OrganizationStore;
}

const CreateInput = Type.Object({
  name: Type.String({ minLength: 1, maxLength: MAX_NAME_LENGTH }),
});

const createCommand = defineAdminCommand({
  id: 'organization.create',
  access: 'write',
  scope: 'platform',
  input: CreateInput,
  run: async ({
    ports,
    input,
    sources,
  }: AdminCall<OrganizationPorts, Static<typeof CreateInput>>) => {
    const name = parseOrganizationName(input.name);
    const organization = { id: randomHex32(sources), name, createdAt: sources.now() };
    const known = await ports.organizations.list();
    if (known.some((each) => each.name === name)) throw new OrganizationExistsError(name);
    await ports.organizations.add(organization);
    return {
      result: organization,
      target: `organization ${organization.id}`,
      details: { name },
    };
  },
});

const listCommand = defineAdminCommand({
  id: 'organization.list',
  access: 'read',
  scope: 'platform',
  input: Type.Object({}),
  run: async ({ ports }: AdminCall<OrganizationPorts, object>) => ({
    result: { organizations: await ports.organizations.list() },
  }),
});

/** What an administrator can do with organizations. */
export const organizationAdminCommands: readonly AdminCommand<OrganizationPorts>[] = [
  createCommand,
  listCommand,
];
