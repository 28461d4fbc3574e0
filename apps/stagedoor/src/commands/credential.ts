import { Option, type Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { withAdministration } from '../administration/with-administration.js';
import { UsageError } from '../errors.js';
import { createPaint } from '../paint.js';
import { parseNumberOption } from '../parse-number-option.js';
import { readGivenFile } from '../read-text-file.js';
import type { World } from '../world.js';
import {
  describeCredential,
  describeCredentials,
  describeSecret,
} from './credential/describe-credential.js';
import { downloadSecret, giveSecret, type SecretOptions } from './credential/give-secret.js';
import type { SecretOutcome } from './credential/give-secret.js';
import { parseCredential, parseCredentialList } from './credential/parse-credential-result.js';
import { collectValues } from './request/customer-options.js';

const EXAMPLES = `
Examples:
  $ stagedoor credential create billing --download key_and_secret.txt
  $ stagedoor credential create monitoring --access read-only --app-id $APP_ID
  $ stagedoor credential list --json
  $ stagedoor credential rotate $CUSTOMER_ID --download key_and_secret.txt
  $ stagedoor credential finish-rotation $CUSTOMER_ID
  $ stagedoor credential disable $CUSTOMER_ID

A secret is given out once: in the output of the command that makes it, or in a file of two lines, key=<customer ID> and
secret=<customer secret>, which only its owner can read. A secret that is lost is rotated, and never shown again.
`;

const ROTATE_HELP = `
Both secrets work until the rotation is ended:
  $ stagedoor credential rotate $CUSTOMER_ID --download new.txt
  … give new.txt to every server that has the old secret …
  $ stagedoor credential finish-rotation $CUSTOMER_ID
`;

const IMPORT_HELP = `
Servers that have an ID and a secret from elsewhere keep them:
  $ stagedoor credential create billing --customer-id $CUSTOMER_ID --secret-file key_and_secret.txt
`;

const DEFAULT_FILE = 'key_and_secret.txt';

interface CreateOptions extends AdministrationOptions, SecretOptions {
  readonly access: string;
  readonly appId?: readonly string[];
  readonly customerId?: string;
  readonly secretFile?: string;
}

interface RotateOptions extends AdministrationOptions, SecretOptions {
  readonly dropOld?: true;
}

interface ListOptions extends AdministrationOptions {
  readonly limit?: number;
  readonly after?: string;
}

interface DownloadOptions extends AdministrationOptions {
  readonly slot: string;
}

interface FinishOptions extends AdministrationOptions {
  readonly keepOld?: true;
}

/** Prints JSON as one line, or lines. */
function print(
  value: object,
  describe: () => readonly string[],
  { options, world }: { readonly options: AdministrationOptions; readonly world: World },
): void {
  const text = options.json === true ? JSON.stringify(value) : describe().join('\n');
  world.writeOut(`${text}\n`);
}

function printOutcome(
  outcome: SecretOutcome,
  output: { readonly options: AdministrationOptions; readonly world: World },
): void {
  print(outcome, () => describeSecret(outcome, createPaint(output.world)), output);
}

function checkSecretOptions({ download: file, downloadLater }: SecretOptions): void {
  if (file === undefined || downloadLater === undefined) return;
  throw new UsageError('--download gives the secret now, --download-later does not: choose one');
}

const HEX_32_WORDS = /\b[0-9a-f]{32}\b/g;

/** The secret alone in a file, or the last one of a `key_and_secret.txt`. */
async function readSecret(path: string, world: World): Promise<string> {
  const content = path === '-' ? await world.readStdin() : await readGivenFile(path, world);
  const secret = content.match(HEX_32_WORDS)?.at(-1);
  if (secret !== undefined) return secret;
  throw new UsageError('--secret-file holds no customer secret: 32 lower-case hex characters');
}

/** Takes over an ID and a secret that somebody has already, and prints the credential without it. */
async function takeOver(
  input: { readonly name: string; readonly customerId: string },
  { secretFile = '-', ...options }: CreateOptions,
  world: World,
): Promise<void> {
  if (options.download !== undefined || options.downloadLater !== undefined) {
    throw new UsageError('whoever has --secret-file has the secret: leave out --download');
  }
  const customerSecret = await readSecret(secretFile, world);
  const shown = await withAdministration(options, world, async (run) => {
    await run('credential.create', { ...input, customerSecret });
    return parseCredential(await run('credential.show', { customerId: input.customerId }));
  });
  const paint = createPaint(world);
  print(shown, () => describeCredential(shown, world.now(), paint), { options, world });
}

async function create(name: string, options: CreateOptions, world: World): Promise<void> {
  checkSecretOptions(options);
  const { access, appId: appIds, customerId, secretFile } = options;
  const input = { name, access, ...(appIds === undefined ? {} : { appIds }) };
  if (customerId !== undefined && secretFile !== undefined) {
    await takeOver({ ...input, customerId }, options, world);
    return;
  }
  if (customerId !== undefined || secretFile !== undefined) {
    throw new UsageError('give --customer-id and --secret-file together, or neither of them');
  }
  const command = {
    id: 'credential.create',
    input,
    customerId: world.randomHex32(),
    customerSecret: world.randomHex32(),
  } as const;
  const outcome = await withAdministration(options, world, (run) =>
    giveSecret(run, command, { options, world }),
  );
  printOutcome(outcome, { options, world });
}

async function rotate(customerId: string, options: RotateOptions, world: World): Promise<void> {
  checkSecretOptions(options);
  const command = {
    id: 'credential.rotate',
    input: { dropOld: options.dropOld === true },
    customerId,
    customerSecret: world.randomHex32(),
  } as const;
  const outcome = await withAdministration(options, world, (run) =>
    giveSecret(run, command, { options, world }),
  );
  printOutcome(outcome, { options, world });
}

async function download(
  [customerId, file]: readonly [customerId: string, file: string | undefined],
  options: DownloadOptions,
  world: World,
): Promise<void> {
  const { slot, json } = options;
  const target = file ?? (json === true ? undefined : DEFAULT_FILE);
  const outcome = await withAdministration(options, world, (run) =>
    downloadSecret(run, { customerId, slot, file: target }, world),
  );
  printOutcome(outcome, { options, world });
}

async function list(options: ListOptions, world: World): Promise<void> {
  const { limit, after } = options;
  const input = { ...(limit === undefined ? {} : { limit }), ...(after && { after }) };
  const found = await withAdministration(options, world, async (run) =>
    parseCredentialList(await run('credential.list', input)),
  );
  print(found, () => describeCredentials(found, createPaint(world)), { options, world });
}

/** Runs a command about one credential, and prints the credential as it is then. */
async function change(
  command: {
    readonly id: string;
    readonly input: { readonly customerId: string; readonly slot?: string };
  },
  options: AdministrationOptions,
  world: World,
): Promise<void> {
  const { id, input } = command;
  const shown = await withAdministration(options, world, async (run) => {
    if (id !== 'credential.show') await run(id, input);
    return parseCredential(await run('credential.show', { customerId: input.customerId }));
  });
  const paint = createPaint(world);
  print(shown, () => describeCredential(shown, world.now(), paint), { options, world });
}

/** Where a new secret goes. */
const addSecretOptions = (command: Command): Command =>
  command
    .option('--download <file>', 'write ID and secret to a new file, and not to the output')
    .option('--download-later', 'show no secret: credential download gives it, once');

function addCreateCommand(group: Command, world: World): void {
  const command = addSecretOptions(
    group
      .command('create')
      .description('make a credential: customer ID and customer secret')
      .argument('<name>', 'what it is for')
      .addOption(
        new Option('--access <kind>', 'what it may do')
          .choices(['full', 'read-only'])
          .default('full'),
      )
      .option('--app-id <hex>', 'a project that it is for (default: all)', collectValues)
      .option('--customer-id <hex>', 'take over this customer ID')
      .option('--secret-file <file>', 'take over the secret in this file, - for standard input'),
  );
  addAdministrationOptions(command)
    .addHelpText('after', IMPORT_HELP)
    .action((name: string, options: CreateOptions) => create(name, options, world));
}

function addListCommand(group: Command, world: World): void {
  addAdministrationOptions(
    group
      .command('list')
      .description('list the credentials of the organization, the oldest first')
      .option('--limit <number>', 'how many at most (default: 1000)', parseNumberOption)
      .option('--after <customer-id>', 'those after this one'),
  ).action((options: ListOptions) => list(options, world));
}

function addRotateCommands(group: Command, world: World): void {
  addAdministrationOptions(
    addSecretOptions(
      group
        .command('rotate')
        .description('make a new secret; the one before works until the rotation is ended')
        .argument('<customer-id>', 'of the credential')
        .option('--drop-old', 'where two secrets are live, drop the older one'),
    ),
  )
    .addHelpText('after', ROTATE_HELP)
    .action((customerId: string, options: RotateOptions) => rotate(customerId, options, world));
  addAdministrationOptions(
    group
      .command('finish-rotation')
      .description('drop the older of two live secrets')
      .argument('<customer-id>', 'of the credential')
      .option('--keep-old', 'drop the newer one instead: the rotation is taken back'),
  ).action((customerId: string, options: FinishOptions) => {
    const slot = options.keepOld === true ? 'primary' : 'secondary';
    const id = 'credential.drop-secret';
    return change({ id, input: { customerId, slot } }, options, world);
  });
}

function addDownloadCommand(group: Command, world: World): void {
  addAdministrationOptions(
    group
      .command('download')
      .description('get a secret that was kept for later, once')
      .argument('<customer-id>', 'of the credential')
      .argument('[file]', `new file for it (default: ${DEFAULT_FILE}, with --json none)`)
      .addOption(
        new Option('--slot <name>', 'which secret')
          .choices(['primary', 'secondary'])
          .default('primary'),
      ),
  ).action((customerId: string, file: string | undefined, options: DownloadOptions) =>
    download([customerId, file], options, world),
  );
}

/** The commands about one credential that take nothing else. */
const NAMED_COMMANDS = [
  ['show', 'show one credential, without its secrets'],
  ['disable', 'refuse all requests of a credential, which stays'],
  ['enable', 'let a disabled credential work again'],
] as const;

/** `stagedoor credential`: the group. */
export function addCredentialCommand(program: Command, world: World): void {
  const group = program
    .command('credential')
    .description('make, rotate, disable and list customer credentials, for the REST API')
    .addHelpText('after', EXAMPLES);
  addCreateCommand(group, world);
  addListCommand(group, world);
  addRotateCommands(group, world);
  addDownloadCommand(group, world);
  for (const [name, description] of NAMED_COMMANDS) {
    addAdministrationOptions(
      group.command(name).description(description).argument('<customer-id>', 'of the credential'),
    ).action((customerId: string, options: AdministrationOptions) =>
      change({ id: `credential.${name}`, input: { customerId } }, options, world),
    );
  }
}
