import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { createPaint } from '../paint.js';
import type { World } from '../world.js';
import { addCertificateCommand } from './project/certificate.js';
import { describeProjects } from './project/describe-project.js';
import { parseProjectList } from './project/parse-project-result.js';
import {
  printProject,
  type ProjectCommandOptions,
  runProjectCommand,
} from './project/run-project-command.js';

const EXAMPLES = `
Examples:
  $ stagedoor project create stage --show-certificates
  $ stagedoor project list
  $ stagedoor project show stage --json
  $ stagedoor project disable 3f0c9a7b1d5e48269ab0c4d2e6f81735
  $ stagedoor project certificate --help

A project is named by its ID, its App ID or its name. Certificates are printed only with --show-certificates.
`;

const SHOW_CERTIFICATES = [
  '--show-certificates',
  'print the certificates: who has one can sign any token',
] as const;

interface CreateOptions extends ProjectCommandOptions {
  readonly disableCertificate?: true;
}

function addCreateCommand(group: Command, world: World): void {
  addAdministrationOptions(
    group
      .command('create')
      .description('make a project with an App ID and a primary certificate')
      .argument('<name>', 'name, new in its organization')
      .option(
        '--disable-certificate',
        'leave the certificate off, as the REST API does unless asked',
      )
      .option(...SHOW_CERTIFICATES),
  ).action((name: string, options: CreateOptions) => {
    const disableCertificate = options.disableCertificate === true;
    return printProject(
      { id: 'project.create', input: { name, disableCertificate } },
      options,
      world,
    );
  });
}

async function listProjects(options: AdministrationOptions, world: World): Promise<void> {
  const result = await runProjectCommand({ id: 'project.list', input: {} }, options, world);
  const text =
    options.json === true
      ? JSON.stringify(result)
      : describeProjects(parseProjectList(result), createPaint(world)).join('\n');
  world.writeOut(`${text}\n`);
}

function addListCommand(group: Command, world: World): void {
  addAdministrationOptions(
    group.command('list').description('list the projects of the organization, the oldest first'),
  ).action((options: AdministrationOptions) => listProjects(options, world));
}

/** The commands about one project, and what they do. */
const NAMED_COMMANDS = [
  ['show', 'show one project'],
  ['disable', 'accept no token of a project any more'],
  ['enable', 'accept the tokens of a disabled project again'],
] as const;

/** `stagedoor project`: the group. */
export function addProjectCommand(program: Command, world: World): void {
  const group = program
    .command('project')
    .description('make, show, disable and enable projects, and change their certificates')
    .addHelpText('after', EXAMPLES);
  addCreateCommand(group, world);
  addListCommand(group, world);
  for (const [name, description] of NAMED_COMMANDS) {
    addAdministrationOptions(
      group
        .command(name)
        .description(description)
        .argument('<project>', 'ID, App ID or name')
        .option(...SHOW_CERTIFICATES),
    ).action((project: string, options: ProjectCommandOptions) =>
      printProject({ id: `project.${name}`, input: { project } }, options, world),
    );
  }
  addCertificateCommand(group, world);
}
