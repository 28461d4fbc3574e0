import { parseAppId, parseCertificate } from '@stagedoor/token';
import type { Command } from 'commander';
import { UsageError } from './errors.js';
import { readGivenFile } from './read-text-file.js';
import type { World } from './world.js';

/** Why a certificate should not stand in a command line; printed below the help of each command that takes one. */
const CERTIFICATE_HELP = `
The certificate signs tokens: whoever has it can be any user. A command line can be read by other users of the machine
and stays in the shell's history, so outside of tests give it by --certificate-file (a file of mode 0600, or - for
standard input) or by the environment variable STAGEDOOR_CERTIFICATE.
`;

/** The options of a project, as commander hands them over. */
export interface ProjectOptions {
  readonly appId?: string;
  readonly certificate?: readonly string[];
  readonly certificateFile?: readonly string[];
}

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value,
];

/** Adds the options that name a project and its certificates. */
export function addProjectOptions(command: Command): Command {
  return command
    .option('--app-id <hex>', 'App ID of the project, 32 hex characters (or STAGEDOOR_APP_ID)')
    .option(
      '--certificate <hex>',
      'App Certificate, 32 hex characters (or STAGEDOOR_CERTIFICATE)',
      collect,
    )
    .option(
      '--certificate-file <file>',
      'file that holds the certificate alone, - for standard input',
      collect,
    )
    .addHelpText('after', CERTIFICATE_HELP);
}

/** The App ID, from its option or the environment. Throws `usage` and `invalid_app_id`. */
export function readAppId({ appId }: ProjectOptions, world: World): string {
  const given = appId ?? world.env['STAGEDOOR_APP_ID']?.trim();
  if (given === undefined) throw new UsageError('give the App ID by --app-id or STAGEDOOR_APP_ID');
  return parseAppId(given);
}

async function readCertificateFile(path: string, world: World): Promise<string> {
  const content = path === '-' ? await world.readStdin() : await readGivenFile(path, world);
  return content.trim();
}

async function findCertificates(options: ProjectOptions, world: World): Promise<readonly string[]> {
  if (options.certificate !== undefined) return options.certificate;
  if (options.certificateFile !== undefined) {
    return Promise.all(options.certificateFile.map((path) => readCertificateFile(path, world)));
  }
  const fromEnvironment = world.env['STAGEDOOR_CERTIFICATE']?.trim();
  return fromEnvironment === undefined ? [] : [fromEnvironment];
}

/**
 * The certificates, from `--certificate`, else `--certificate-file`, else the environment: at least one, at most
 * `most`, in the order given. Throws `usage`, `file_unusable` and `invalid_certificate`.
 */
export async function readCertificates(
  options: ProjectOptions,
  world: World,
  most: 1 | 2,
): Promise<readonly [string, ...string[]]> {
  const [first, ...others] = await findCertificates(options, world);
  if (first === undefined) {
    throw new UsageError(
      'give the certificate by --certificate-file, STAGEDOOR_CERTIFICATE or --certificate',
    );
  }
  if (others.length >= most) {
    throw new UsageError(
      most === 1 ? 'give one certificate' : 'give one certificate or two: primary and secondary',
    );
  }
  return [parseCertificate(first), ...others.map(parseCertificate)];
}
