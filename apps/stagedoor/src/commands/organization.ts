import type { Organization } from '@stagedoor/platform';
import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { openAdministration } from '../administration/open-administration.js';
import { layOutColumns, showText } from '../lay-out-columns.js';
import { createPaint } from '../paint.js';
import type { World } from '../world.js';
import { parseOrganization, parseOrganizationList } from './parse-organization-result.js';

const EXAMPLES = `
Examples:
  $ stagedoor organization create "Second stage"
  $ stagedoor project create demo --organization "Second stage"
`;

async function create(name: string, options: AdministrationOptions, world: World): Promise<void> {
  const administration = await openAdministration(options, world);
  try {
    const made = parseOrganization(await administration.run('organization.create', { name }));
    world.writeOut(
      options.json === true
        ? `${JSON.stringify(made)}\n`
        : `The organization ${showText(made.name)} is made: ${made.id}\n`,
    );
  } finally {
    await administration.close();
  }
}

const toRow = ({ id, name, createdAt }: Organization): readonly string[] => [
  id,
  new Date(createdAt * 1000).toISOString().slice(0, 19).replace('T', ' '),
  name,
];

async function list(options: AdministrationOptions, world: World): Promise<void> {
  const administration = await openAdministration(options, world);
  try {
    const found = parseOrganizationList(await administration.run('organization.list', {}));
    const heading = ['ID', 'CREATED (UTC)', 'NAME'];
    const lines = layOutColumns(heading, found.organizations.map(toRow), createPaint(world));
    world.writeOut(`${options.json === true ? JSON.stringify(found) : lines.join('\n')}\n`);
  } finally {
    await administration.close();
  }
}

/** `stagedoor organization`: the group. */
export function addOrganizationCommand(program: Command, world: World): void {
  const organization = program
    .command('organization')
    .description('create and list organizations: who owns projects and credentials');
  addAdministrationOptions(
    organization
      .command('create')
      .description('create an organization')
      .argument('<name>', 'what it is called; not taken by another one'),
  )
    .addHelpText('after', EXAMPLES)
    .action((name: string, options: AdministrationOptions) => create(name, options, world));
  addAdministrationOptions(
    organization.command('list').description('list all organizations, the oldest first'),
  ).action((options: AdministrationOptions) => list(options, world));
}
