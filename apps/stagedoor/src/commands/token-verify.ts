import {
  RTC_PRIVILEGES,
  verifyToken,
  type RtcExpectation,
  type RtcPrivilege,
  type VerifiedToken,
} from '@stagedoor/token';
import { Option, type Command } from 'commander';
import { describeToken } from '../describe-token.js';
import { UsageError } from '../errors.js';
import { parseNumberOption } from '../parse-number-option.js';
import {
  addProjectOptions,
  readAppId,
  readCertificates,
  type ProjectOptions,
} from '../project-options.js';
import { readToken } from '../read-token.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor token verify 007eJx… --app-id $APP_ID --certificate-file cert.txt
  $ stagedoor token verify - --channel test --uid 1234 --privilege publishAudioStream < token.txt
  $ stagedoor token verify 007eJx… --certificate $PRIMARY --certificate $SECONDARY --now 1700000000

Unlike the library, which allows for 60 s between two clocks, this command judges to the second: add
--clock-tolerance 60 to see what a server would do. Exit code 1 means that the token was rejected.
`;

interface VerifyOptions extends ProjectOptions {
  readonly channel?: string;
  readonly uid?: number;
  readonly account?: string;
  readonly privilege?: readonly RtcPrivilege[];
  readonly now?: number;
  // oxlint-disable-next-line stagedoor/unit-in-name -- because commander names it after the option
  readonly clockTolerance: number;
  readonly allowWildcardChannel?: true;
  readonly allowWildcardUid?: true;
  readonly strict?: true;
  readonly json?: true;
}

/** What the options want of the RTC service; nothing where they want nothing, so that any token can be verified. */
function toExpectation(options: VerifyOptions): RtcExpectation | undefined {
  const { channel, uid, account, privilege, allowWildcardChannel, allowWildcardUid } = options;
  const wants = [channel, uid, account, privilege];
  if (wants.every((want) => want === undefined)) return undefined;
  return {
    service: 'rtc',
    channel,
    uid,
    account,
    privileges: privilege,
    allowWildcardChannel,
    allowWildcardUid,
  };
}

function describeVerdict(verified: VerifiedToken, now: number): string {
  const lines = [
    `verified   signed with the ${verified.signedWith} certificate`,
    ...describeToken(verified, now),
  ];
  return `${lines.join('\n')}\n`;
}

async function verify(argument: string, options: VerifyOptions, world: World): Promise<void> {
  if (argument === '-' && options.certificateFile?.includes('-') === true) {
    throw new UsageError('standard input can hold the token or the certificate, not both');
  }
  const now = options.now ?? world.now();
  const certificates = await readCertificates(options, world, 2);
  const verified = verifyToken(await readToken(argument, world), {
    appId: readAppId(options, world),
    certificates,
    now,
    clockToleranceSeconds: options.clockTolerance,
    expect: toExpectation(options),
    strict: options.strict,
  });
  world.writeOut(
    options.json === true ? `${JSON.stringify(verified)}\n` : describeVerdict(verified, now),
  );
}

/** `stagedoor token verify`. */
export function addVerifyCommand(parent: Command, world: World): void {
  const command = parent
    .command('verify')
    .description('check whether a token would be accepted')
    .argument('<token>', 'the token, or - to read it from standard input');
  addProjectOptions(command)
    .option('--channel <name>', 'channel that it must open')
    .option('--uid <number>', 'user whom it must be for', parseNumberOption)
    .option('--account <text>', 'the same, where the channel joins by account')
    .addOption(
      new Option('--privilege <name...>', 'privilege that it must carry').choices(RTC_PRIVILEGES),
    )
    .option('--now <time>', 'time to judge by, Unix seconds (default: now)', parseNumberOption)
    .option('--clock-tolerance <seconds>', 'how far the clocks may differ', parseNumberOption, 0)
    .option('--allow-wildcard-channel', 'accept a token for any channel')
    .option('--allow-wildcard-uid', 'accept a token for any user')
    .option('--strict', 'refuse services that are not known here, and a service that comes twice')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((argument: string, options: VerifyOptions) => verify(argument, options, world));
}
