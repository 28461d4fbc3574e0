import { Argument, type Command } from 'commander';
import { addAdministrationOptions } from '../../administration/administration-options.js';
import type { World } from '../../world.js';
import { printProject, type ProjectCommandOptions } from './run-project-command.js';

const EXAMPLES = `
Examples, which together replace a certificate without an outage:
  $ stagedoor project certificate add stage --show-certificates
  $ stagedoor project certificate promote stage      once all that signs tokens has the new one
  $ stagedoor project certificate remove stage       once no token of the old one is left
`;

interface SlotOptions extends ProjectCommandOptions {
  readonly force?: true;
}

/** One command about a certificate. */
interface CertificateCommand {
  readonly name: 'add' | 'promote' | 'remove' | 'disable' | 'enable';
  readonly description: string;
  /** The certificate that it is about where none is named; none for commands about one certificate alone. */
  readonly defaultSlot?: 'secondary';
  /** Whether it can take the last live certificate. */
  readonly takesForce?: true;
}

const COMMANDS: readonly CertificateCommand[] = [
  { name: 'add', description: 'make a secondary certificate; tokens of both are accepted then' },
  { name: 'promote', description: 'make the secondary certificate the primary one, and back' },
  {
    name: 'remove',
    description: 'remove a certificate; its tokens are refused then',
    defaultSlot: 'secondary',
    takesForce: true,
  },
  {
    name: 'disable',
    description: 'refuse tokens of a certificate, which stays',
    defaultSlot: 'secondary',
    takesForce: true,
  },
  {
    name: 'enable',
    description: 'accept tokens of a disabled certificate again',
    defaultSlot: 'secondary',
  },
];

function addSlotCommand(
  command: Command,
  { name, defaultSlot, takesForce }: CertificateCommand,
  world: World,
): void {
  const id = `project.certificate.${name}`;
  command.addArgument(
    new Argument('[slot]', 'which certificate')
      .choices(['primary', 'secondary'])
      .default(defaultSlot),
  );
  if (takesForce === true) {
    command.option('--force', 'do it to the last live certificate too: no token is good then');
  }
  command.action((project: string, slot: string, options: SlotOptions) => {
    const force = takesForce === true ? { force: options.force === true } : {};
    return printProject({ id, input: { project, slot, ...force } }, options, world);
  });
}

function addCertificateSubcommand(group: Command, row: CertificateCommand, world: World): void {
  const command = addAdministrationOptions(
    group
      .command(row.name)
      .description(row.description)
      .argument('<project>', 'ID, App ID or name')
      .option('--show-certificates', 'print the certificates: who has one can sign any token'),
  );
  if (row.defaultSlot !== undefined) {
    addSlotCommand(command, row, world);
    return;
  }
  command.action((project: string, options: ProjectCommandOptions) =>
    printProject({ id: `project.certificate.${row.name}`, input: { project } }, options, world),
  );
}

/** `stagedoor project certificate`: the group. */
export function addCertificateCommand(parent: Command, world: World): void {
  const group = parent
    .command('certificate')
    .description('make, change and remove the certificates that sign tokens')
    .addHelpText('after', EXAMPLES);
  for (const row of COMMANDS) addCertificateSubcommand(group, row, world);
}
