import { inspectToken, issueToken, type ServiceGrant } from '@stagedoor/token';
import type { Command } from 'commander';
import { parseNumberOption } from '../../parse-number-option.js';
import {
  addProjectOptions,
  readAppId,
  readCertificates,
  type ProjectOptions,
} from '../../project-options.js';
import type { World } from '../../world.js';

/** What every `token issue` command takes. */
export interface IssueOptions extends ProjectOptions {
  // oxlint-disable-next-line stagedoor/unit-in-name -- because commander names it after the option
  readonly expiresIn: number;
  readonly issuedAt?: number;
  readonly salt?: number;
  readonly allowLongExpiry?: true;
  readonly json?: true;
}

/** Adds what every `token issue` command takes, below what its service needs. */
export function addIssueOptions(command: Command, examples: string): Command {
  return addProjectOptions(command)
    .option('--expires-in <seconds>', "the token's life, at most 86400", parseNumberOption, 3600)
    .option('--issued-at <time>', 'when it begins, Unix seconds (default: now)', parseNumberOption)
    .option('--salt <number>', 'makes equal tokens differ (default: random)', parseNumberOption)
    .option('--allow-long-expiry', 'allow a life above 86400 seconds')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
}

/** What a command takes whose privileges are not listed one by one. */
export interface PrivilegeLifeOptions {
  // oxlint-disable-next-line stagedoor/unit-in-name -- because commander names it after the option
  readonly privilegesExpireIn?: number;
}

/** Adds the life of privileges that have no option of their own. */
export function addPrivilegeLifeOption(command: Command): Command {
  return command.option(
    '--privileges-expire-in <seconds>',
    'life of each privilege, 0 for as long as the token (default: 0)',
    parseNumberOption,
  );
}

/** Issues a token for `services` and prints it, alone or as JSON. */
export async function issue(
  services: readonly ServiceGrant[],
  options: IssueOptions,
  world: World,
): Promise<void> {
  const [certificate] = await readCertificates(options, world, 1);
  const token = issueToken({
    appId: readAppId(options, world),
    certificate,
    services,
    expiresInSeconds: options.expiresIn,
    issuedAt: options.issuedAt ?? world.now(),
    salt: options.salt,
    allowLongExpiry: options.allowLongExpiry,
  });
  const { issuedAt, expiresAt } = inspectToken(token);
  world.writeOut(
    options.json === true ? `${JSON.stringify({ token, issuedAt, expiresAt })}\n` : `${token}\n`,
  );
}
