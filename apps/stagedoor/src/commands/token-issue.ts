import {
  inspectToken,
  issueToken,
  rtc,
  RTC_PRIVILEGES,
  RTC_ROLES,
  type RtcGrant,
  type RtcPrivilege,
  type RtcRole,
} from '@stagedoor/token';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { UsageError } from '../errors.js';
import { parseNumberOption } from '../parse-number-option.js';
import {
  addProjectOptions,
  readAppId,
  readCertificates,
  type ProjectOptions,
} from '../project-options.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor token issue rtc --app-id $APP_ID --certificate-file cert.txt --channel test --uid 1234 --role publisher
  $ stagedoor token issue rtc --channel test --account zoe --role subscriber --expires-in 600
  $ stagedoor token issue rtc --channel test --uid 7 --privilege joinChannel --privilege publishAudioStream=900
`;

type PrivilegeLives = Readonly<Partial<Record<RtcPrivilege, number>>>;

interface IssueRtcOptions extends ProjectOptions {
  readonly channel: string;
  readonly uid?: number;
  readonly account?: string;
  readonly role?: RtcRole;
  readonly privilege?: PrivilegeLives;
  // oxlint-disable-next-line stagedoor/unit-in-name -- because commander names it after the option
  readonly expiresIn: number;
  readonly issuedAt?: number;
  readonly salt?: number;
  readonly allowLongExpiry?: true;
  readonly json?: true;
}

/** `name` or `name=seconds`, added to those before. */
function parsePrivilegeOption(text: string, earlier: PrivilegeLives = {}): PrivilegeLives {
  const [given, seconds] = text.split('=', 2);
  const name = RTC_PRIVILEGES.find((known) => known === given);
  if (name === undefined)
    throw new InvalidArgumentError(`Use one of ${RTC_PRIVILEGES.join(', ')}.`);
  return { ...earlier, [name]: seconds === undefined ? 0 : parseNumberOption(seconds) };
}

function toUser({ uid, account }: IssueRtcOptions): { uid: number } | { account: string } {
  if (uid !== undefined && account === undefined) return { uid };
  if (account !== undefined && uid === undefined) return { account };
  throw new UsageError('give either --uid or --account');
}

function toGrant(options: IssueRtcOptions): RtcGrant {
  const { channel, role, privilege } = options;
  const user = toUser(options);
  if (role !== undefined && privilege === undefined) return rtc({ channel, ...user, role });
  if (privilege !== undefined && role === undefined)
    return rtc({ channel, ...user, privileges: privilege });
  throw new UsageError('give either --role or --privilege');
}

async function issueRtc(options: IssueRtcOptions, world: World): Promise<void> {
  const [certificate] = await readCertificates(options, world, 1);
  const token = issueToken({
    appId: readAppId(options, world),
    certificate,
    services: [toGrant(options)],
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

/** `stagedoor token issue`: the group, with one command for each service. */
export function addIssueCommand(parent: Command, world: World): void {
  const issue = parent.command('issue').description('issue a token for a service');
  addProjectOptions(issue.command('rtc').description('a token that joins an RTC channel'))
    .requiredOption('--channel <name>', 'channel that the token opens')
    .option(
      '--uid <number>',
      'user who may join with it, 1 to 4294967295; 0 lets any user join',
      parseNumberOption,
    )
    .option('--account <text>', 'user who may join with it, where the channel joins by account')
    .addOption(new Option('--role <role>', 'what the user may do').choices(RTC_ROLES))
    .option(
      '--privilege <name[=seconds]>',
      'one privilege, instead of a role; repeatable',
      parsePrivilegeOption,
    )
    .option('--expires-in <seconds>', "the token's life, at most 86400", parseNumberOption, 3600)
    .option('--issued-at <time>', 'when it begins, Unix seconds (default: now)', parseNumberOption)
    .option('--salt <number>', 'makes equal tokens differ (default: random)', parseNumberOption)
    .option('--allow-long-expiry', 'allow a life above 86400 seconds')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((options: IssueRtcOptions) => issueRtc(options, world));
}
