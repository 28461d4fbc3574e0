import type { Command } from 'commander';
import { type Organization, parseOrganizationName, randomHex32 } from '@stagedoor/platform';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { UsageError } from '../errors.js';
import { type OpenStorage, openStorage } from '../open-storage.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor init acme --data /var/lib/stagedoor
  $ stagedoor init acme --database postgres://stagedoor@db/stagedoor --master-key-command "kms-get stagedoor"

It makes the folder with its master key (mode 0600), the tables, and the organization. Keep a copy of the master key in
another place than the backups: without it no secret can be read again.
`;

/** The first organization of a platform. Throws `usage` where there is one: of two at the same time, one is made. */
function addFirst(
  name: string,
  { storage, sources }: OpenStorage,
  actor: string,
): Promise<Organization> {
  const organization = { id: randomHex32(sources), name, createdAt: sources.now() };
  return storage.transact('', async (stores) => {
    const [existing] = await stores.organizations.list();
    if (existing !== undefined) {
      throw new UsageError(
        `there is a platform already, of the organization ${JSON.stringify(existing.name)}; ` +
          'stagedoor organization create adds another',
      );
    }
    await stores.organizations.add(organization);
    await stores.audit.append([
      {
        atMs: sources.now() * 1000,
        organizationId: organization.id,
        actor,
        action: 'platform.init',
        target: `organization ${organization.id}`,
        outcome: 'done',
        code: undefined,
        address: undefined,
        requestId: undefined,
        details: { name },
      },
    ]);
    return organization;
  });
}

async function initialize(
  given: string,
  options: AdministrationOptions,
  world: World,
): Promise<void> {
  const name = parseOrganizationName(given);
  const storage = await openStorage({ ...options, makeIfMissing: true }, world);
  try {
    const organization = await addFirst(name, storage, `cli:${world.userName}`);
    const asJson = options.json === true;
    world.writeOut(
      asJson
        ? `${JSON.stringify({ organizationId: organization.id, name })}\n`
        : `The platform of ${JSON.stringify(name)} is made. Next: stagedoor project create, credential create, serve.\n`,
    );
  } finally {
    await storage.close();
  }
}

/** `stagedoor init`. */
export function addInitCommand(program: Command, world: World): void {
  addAdministrationOptions(
    program
      .command('init')
      .description('make an empty platform: folder, master key, tables and organization')
      .argument('<name>', 'name of the organization'),
  )
    .addHelpText('after', EXAMPLES)
    .action((name: string, options: AdministrationOptions) => initialize(name, options, world));
}
