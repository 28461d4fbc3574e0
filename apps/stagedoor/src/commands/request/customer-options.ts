import type { Command } from 'commander';
import { UsageError } from '../../errors.js';
import { readGivenFile } from '../../read-text-file.js';
import type { World } from '../../world.js';

/** Why a customer secret cannot stand in a command line; printed below the help of each command that takes one. */
const SECRET_HELP = `
Whoever has the customer secret can do all that the account can. A command line can be read by other users of the
machine and stays in the shell's history, so the secret is given by --secret-file (a file of mode 0600, or - for standard
input) or by the environment variable STAGEDOOR_CUSTOMER_SECRET.
`;

/** The options of a customer, as commander hands them over. */
export interface CustomerOptions {
  readonly customerId?: string;
  readonly secretFile?: readonly string[];
}

/** Values of an option that may be given several times. */
export const collectValues = (
  value: string,
  earlier: readonly string[] = [],
): readonly string[] => [...earlier, value];

/** Adds the options that name a customer and its secrets. */
export function addCustomerOptions(command: Command): Command {
  return command
    .option('--customer-id <id>', 'customer ID (or STAGEDOOR_CUSTOMER_ID)')
    .option(
      '--secret-file <file>',
      'file that holds the customer secret, - for standard input (or STAGEDOOR_CUSTOMER_SECRET)',
      collectValues,
    )
    .addHelpText('after', SECRET_HELP);
}

/** The customer ID, from its option or the environment. */
export const findCustomerId = ({ customerId }: CustomerOptions, world: World): string | undefined =>
  customerId ?? world.env['STAGEDOOR_CUSTOMER_ID']?.trim();

/** What customer secrets look like, and few file names do. */
const HEX_32 = /^[0-9a-f]{32}$/i;
/** All of them in a text, none of them part of a longer word. */
const HEX_32_WORDS = /\b[0-9a-f]{32}\b/gi;

/** The customer secret: alone in its file, or the last one of the file that the console lets download. */
async function readSecretFile(path: string, world: World): Promise<string> {
  if (HEX_32.test(path)) {
    throw new UsageError('--secret-file takes the name of a file, and not the secret itself');
  }
  const content = path === '-' ? await world.readStdin() : await readGivenFile(path, world);
  return content.match(HEX_32_WORDS)?.at(-1) ?? content.trim();
}

/** The customer secrets in the order given; that of the environment where there is no file. Throws `file_unusable`. */
export async function readSecrets(
  { secretFile = [] }: CustomerOptions,
  world: World,
): Promise<readonly string[]> {
  if (secretFile.length > 0) {
    return Promise.all(secretFile.map((path) => readSecretFile(path, world)));
  }
  const fromEnvironment = world.env['STAGEDOOR_CUSTOMER_SECRET']?.trim() ?? '';
  return fromEnvironment === '' ? [] : [fromEnvironment];
}

/** Throws `usage` where standard input is to hold two things at once. */
export function checkStandardInput(names: readonly (string | undefined)[]): void {
  if (names.filter((name) => name === '-').length > 1) {
    throw new UsageError('standard input can hold one thing: give - once');
  }
}
