import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { UsageError } from '../errors.js';
import { createPaint } from '../paint.js';
import { parseNumberOption } from '../parse-number-option.js';
import { readAppId } from '../project-options.js';
import { readToken } from '../read-token.js';
import type { World } from '../world.js';
import { describeRevocation } from './token-revocation/describe-revocation.js';
import { parseRevocationResult } from './token-revocation/parse-platform-result.js';
import { runPlatformCommand } from './token-revocation/run-platform-command.js';

const EXAMPLES = `
Examples:
  $ stagedoor token revoke - < token.txt                             one token, whatever text it is packed into
  $ stagedoor token revoke --app-id $APP_ID --uid 1234               all tokens that this user has now
  $ stagedoor token revoke --app-id $APP_ID --user zoe --channel stage-1
  $ stagedoor token revoke --app-id $APP_ID --channel stage-1        all tokens for this channel
  $ stagedoor token revoke --app-id $APP_ID --all --reason "certificate leaked"

It concerns tokens that were issued by now, or by --issued-until: a token that is issued later works. To keep somebody out,
add a kicking rule, too. It holds on every server from the moment that the command ends. Who is in already is not thrown
out by it, but cannot come back.
`;

interface RevokeOptions extends AdministrationOptions {
  readonly appId?: string;
  readonly user?: string;
  readonly uid?: number;
  readonly channel?: string;
  readonly all?: true;
  // oxlint-disable-next-line stagedoor/unit-in-name -- because commander names it after the option
  readonly issuedUntil?: number;
  readonly reason?: string;
}

/** Whose tokens, as the platform takes it. */
async function readSubject(
  argument: string | undefined,
  options: RevokeOptions,
  world: World,
): Promise<object> {
  const { appId, user, uid, channel, all } = options;
  const isOfMany = [user, uid, channel, all].some((each) => each !== undefined);
  if (argument !== undefined) {
    if (isOfMany) {
      throw new UsageError(
        'give a token, or say whose tokens by --user, --uid, --channel or --all',
      );
    }
    return { token: await readToken(argument, world), ...(appId === undefined ? {} : { appId }) };
  }
  if (!isOfMany) {
    throw new UsageError(
      'say what to revoke: a token (or - for standard input), --user, --uid, --channel or --all',
    );
  }
  const given = { account: user, uid, channel, all };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return {
    appId: readAppId(appId === undefined ? {} : { appId }, world),
    ...Object.fromEntries(known),
  };
}

async function revoke(
  argument: string | undefined,
  options: RevokeOptions,
  world: World,
): Promise<void> {
  const { issuedUntil, reason } = options;
  const input = {
    ...(await readSubject(argument, options, world)),
    ...(issuedUntil === undefined ? {} : { issuedUntil }),
    ...(reason === undefined ? {} : { reason }),
  };
  const result = await runPlatformCommand({ id: 'revocation.create', input }, options, world);
  const revocation = parseRevocationResult(result);
  const shown = { now: world.now(), verdict: 'revoked', paint: createPaint(world) };
  const text =
    options.json === true
      ? JSON.stringify(result)
      : describeRevocation(revocation, shown).join('\n');
  world.writeOut(`${text}\n`);
}

/** `stagedoor token revoke`. */
export function addRevokeCommand(parent: Command, world: World): void {
  addAdministrationOptions(
    parent
      .command('revoke')
      .description('accept tokens no more: one, those of a user or channel, or all of a project')
      .argument(
        '[token]',
        'the token or a header that holds it, or - to read it from standard input',
      )
      .option('--app-id <hex>', 'App ID of the project (or STAGEDOOR_APP_ID)')
      .option('--user <text>', 'all tokens of this user: an account or a user ID')
      .option('--uid <number>', 'all tokens of this user, by his uid', parseNumberOption)
      .option('--channel <name>', 'all tokens for this channel; with a user, those of that user')
      .option('--all', 'all tokens of the project')
      .option(
        '--issued-until <time>',
        'tokens issued at or before this, Unix seconds (default: now)',
        parseNumberOption,
      )
      .option('--reason <text>', 'for those who list it later'),
  )
    .addHelpText('after', EXAMPLES)
    .action((argument: string | undefined, options: RevokeOptions) =>
      revoke(argument, options, world),
    );
}
