import { rtm } from '@stagedoor/token';
import type { Command } from 'commander';
import type { World } from '../../world.js';
import { addIssueOptions, issue, type IssueOptions } from './issue-options.js';
import { addRtcOptions, toRtcGrant, type RtcOptions } from './rtc-options.js';

const EXAMPLES = `
Examples:
  $ stagedoor token issue rtc --app-id $APP_ID --certificate-file cert.txt --channel test --uid 1234 --role publisher
  $ stagedoor token issue rtc --channel test --account zoe --role subscriber --expires-in 600
  $ stagedoor token issue rtc --channel test --uid 7 --role publisher --privileges-expire-in 900
  $ stagedoor token issue rtc --channel test --uid 7 --privilege joinChannel --privilege publishAudioStream=900
  $ stagedoor token issue rtc --channel test --uid 7 --role publisher --rtm-user-id zoe
`;

interface IssueRtcOptions extends IssueOptions, RtcOptions {
  readonly rtmUserId?: string;
}

async function issueRtc(options: IssueRtcOptions, world: World): Promise<void> {
  const { rtmUserId, privilegesExpireIn: privilegesExpireInSeconds } = options;
  const signaling =
    rtmUserId === undefined ? [] : [rtm({ userId: rtmUserId, privilegesExpireInSeconds })];
  await issue([toRtcGrant(options), ...signaling], options, world);
}

/** `stagedoor token issue rtc`. */
export function addRtcCommand(parent: Command, world: World): void {
  const command = parent.command('rtc').description('a token that joins an RTC channel');
  addRtcOptions(command).option(
    '--rtm-user-id <text>',
    'also log in to Signaling, as this user, with the same token',
  );
  addIssueOptions(command, EXAMPLES).action((options: IssueRtcOptions) => issueRtc(options, world));
}
