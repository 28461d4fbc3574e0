import { PlatformError } from '@stagedoor/platform/errors';
import type { RunAdminCommand } from '../../administration/with-administration.js';
import { AdministrationError, CommandError } from '../../errors.js';
import type { World } from '../../world.js';
import { type GivenSecret, parseGivenSecret } from './parse-credential-result.js';
import { SecretFile } from './secret-file.js';

/** How a new secret gets to whoever is to have it: in the output, in a file, or later. */
export interface SecretOptions {
  readonly download?: string;
  readonly downloadLater?: true;
}

/** A command that makes a secret live. */
export interface SecretCommand {
  readonly id: 'credential.create' | 'credential.rotate';
  readonly input: object;
  readonly customerId: string;
  /** The secret that is made live. */
  readonly customerSecret: string;
}

/** What was given out, and where it was written. */
export interface SecretOutcome extends GivenSecret {
  readonly file?: string;
}

/** What leaves open whether the command was carried out: no answer came, or the database went away in the middle. */
const OPEN_ENDS: ReadonlySet<string> = new Set(['request_not_sent', 'storage_unavailable']);

/** The error of a command whose secret is in a draft, which stays where the secret may be live. */
function endDraft(error: unknown, file: SecretFile): unknown {
  const isCoded = error instanceof CommandError || error instanceof PlatformError;
  if (!isCoded) return error;
  const { code, message } = error;
  if (OPEN_ENDS.has(code)) {
    const where = `customer ID and secret are in ${file.draft}`;
    return new AdministrationError(code, `${message}. It may be done all the same: ${where}`);
  }
  file.discard();
  return error;
}

/** Makes a secret live that is in its file before: a crash loses nothing. Throws what the command throws. */
async function giveInFile(
  run: RunAdminCommand,
  { id, input, customerId, customerSecret }: SecretCommand,
  { name, world }: { readonly name: string; readonly world: World },
): Promise<SecretOutcome> {
  const file = SecretFile.begin(name, { customerId, customerSecret }, world);
  let result: GivenSecret;
  try {
    result = parseGivenSecret(await run(id, { ...input, customerId, customerSecret }));
  } catch (error) {
    throw endDraft(error, file);
  }
  file.finish();
  const { customerSecret: _, ...rest } = result;
  return { ...rest, file: name };
}

/** Makes a secret live and gives it out as the options say. Throws what the command throws, and `file_unusable`. */
export async function giveSecret(
  run: RunAdminCommand,
  command: SecretCommand,
  { options, world }: { readonly options: SecretOptions; readonly world: World },
): Promise<SecretOutcome> {
  const { id, input, customerId, customerSecret } = command;
  const { download, downloadLater = false } = options;
  if (download !== undefined) return giveInFile(run, command, { name: download, world });
  return parseGivenSecret(await run(id, { ...input, customerId, customerSecret, downloadLater }));
}

/** Which secret is downloaded, and where to. */
export interface Download {
  readonly customerId: string;
  readonly slot: string;
  /** The file; undefined gives the secret in the result. */
  readonly file: string | undefined;
}

/**
 * Has a secret given out that was kept. The file is there with room for it before the platform is asked, because the
 * platform gives it only once. Throws `customer_secret_downloaded`, `file_unusable` and what else the command throws.
 */
export async function downloadSecret(
  run: RunAdminCommand,
  { customerId, slot, file: name }: Download,
  world: World,
): Promise<SecretOutcome> {
  const ask = async (): Promise<GivenSecret> =>
    parseGivenSecret(await run('credential.download', { customerId, slot }));
  if (name === undefined) return ask();
  const file = SecretFile.begin(name, { customerId }, world);
  let given: GivenSecret;
  try {
    given = await ask();
  } catch (error) {
    file.discard();
    throw error;
  }
  file.writeSecret({ customerId, customerSecret: given.customerSecret ?? '' });
  file.finish();
  return { customerId, file: name };
}
